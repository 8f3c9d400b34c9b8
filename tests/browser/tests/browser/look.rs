//! [`Look`]: how large a window is, and in which colours.

/// How large a window is, and in which colours.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    pub(crate) name: &'static str,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) dark: bool,
}

pub(crate) const LIGHT: Look = Look {
    name: "light",
    width: 1280,
    height: 860,
    dark: false,
};
pub(crate) const DARK: Look = Look {
    name: "dark",
    dark: true,
    ..LIGHT
};
/// The narrowest telephone that is in use.
pub(crate) const PHONE: Look = Look {
    name: "phone",
    width: 360,
    height: 740,
    dark: false,
};
