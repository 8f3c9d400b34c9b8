//! [`Tab`]: the pages that the navigation leads to.

/// A page that the navigation leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tab {
    Home,
    Applications,
    Documents,
    Requests,
    Events,
    Money,
    Findings,
    Faults,
    Clock,
}

/// The navigation, in groups.
pub(super) const GROUPS: [(&str, &[Tab]); 3] = [
    ("Build", &[Tab::Home, Tab::Applications, Tab::Documents]),
    (
        "Watch",
        &[Tab::Requests, Tab::Events, Tab::Money, Tab::Findings],
    ),
    ("Disturb", &[Tab::Faults, Tab::Clock]),
];

impl Tab {
    /// What it is called.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Home => "Home",
            Self::Applications => "Applications",
            Self::Documents => "Documentation",
            Self::Requests => "Requests",
            Self::Events => "Events",
            Self::Money => "Money",
            Self::Findings => "Findings",
            Self::Faults => "Faults",
            Self::Clock => "Clock",
        }
    }

    /// Where it is.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Home => "/",
            Self::Applications => "/portal/applications",
            Self::Documents => "/portal/documents",
            Self::Requests => "/portal/requests",
            Self::Events => "/portal/events",
            Self::Money => "/portal/money",
            Self::Findings => "/portal/findings",
            Self::Faults => "/portal/faults",
            Self::Clock => "/portal/clock",
        }
    }
}
