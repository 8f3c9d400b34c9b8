//! [`Embedded`]: a document as it is published.

/// A document as it is published.
#[derive(Debug)]
pub(crate) struct Embedded {
    /// The id by which the portal knows it.
    pub(crate) id: &'static str,
    /// Its text.
    pub(crate) text: &'static str,
}

/// The documents of the portal, in the order in which it shows them.
pub(crate) const PUBLISHED: [Embedded; 5] = [
    Embedded {
        id: "accounts",
        text: include_str!("../../../../specs/accounts/accounts.yaml"),
    },
    Embedded {
        id: "payments",
        text: include_str!("../../../../specs/payments/payments.yaml"),
    },
    Embedded {
        id: "cards",
        text: include_str!("../../../../specs/cards/cards.yaml"),
    },
    Embedded {
        id: "fx",
        text: include_str!("../../../../specs/fx/fx.yaml"),
    },
    Embedded {
        id: "events",
        text: include_str!("../../../../specs/events/events.yaml"),
    },
];
