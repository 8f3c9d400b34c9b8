//! [`Asset`]: a file that pages load.

/// A file that pages load.
pub(super) struct Asset {
    /// Its name under `/portal/assets/`.
    pub(super) name: &'static str,
    /// Its media type.
    pub(super) kind: &'static str,
    /// Whether its bytes are compressed with gzip.
    pub(super) compressed: bool,
    /// Its bytes, as they are sent.
    pub(super) bytes: &'static [u8],
}

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

const fn own(name: &'static str, kind: &'static str, bytes: &'static [u8]) -> Asset {
    Asset {
        name,
        kind,
        compressed: false,
        bytes,
    }
}

const fn compressed(name: &'static str, kind: &'static str, bytes: &'static [u8]) -> Asset {
    Asset {
        name,
        kind,
        compressed: true,
        bytes,
    }
}

/// Every file that pages load. The renderer's come from `assets/swagger-ui/`, with their licences.
pub(super) const ASSETS: [Asset; 9] = [
    own("portal.css", STYLE, include_bytes!("portal.css")),
    own("documents.css", STYLE, include_bytes!("documents.css")),
    own("portal.js", SCRIPT, include_bytes!("portal.js")),
    own("documents.js", SCRIPT, include_bytes!("documents.js")),
    own("icon.svg", "image/svg+xml", include_bytes!("icon.svg")),
    compressed(
        "swagger-ui-bundle.js",
        SCRIPT,
        include_bytes!("../../../assets/swagger-ui/swagger-ui-bundle.js.gz"),
    ),
    compressed(
        "swagger-ui.css",
        STYLE,
        include_bytes!("../../../assets/swagger-ui/swagger-ui.css.gz"),
    ),
    own(
        "swagger-ui-LICENSE.txt",
        TEXT,
        include_bytes!("../../../assets/swagger-ui/LICENSE"),
    ),
    own(
        "swagger-ui-bundle.js.LICENSE.txt",
        TEXT,
        include_bytes!("../../../assets/swagger-ui/swagger-ui-bundle.js.LICENSE.txt"),
    ),
];

#[cfg(test)]
mod tests {
    use sha2::{Digest as _, Sha256};

    use super::*;
    use crate::random::hex;

    #[test]
    fn the_renderer_is_the_one_that_was_locked() {
        let lock = include_str!("../../../assets/swagger-ui/SHA256SUMS");
        let of = |name: &str| ASSETS.iter().find(|it| it.name == name).unwrap().bytes;
        let found: String = ["swagger-ui-bundle.js", "swagger-ui.css"]
            .iter()
            .map(|name| format!("{}  {name}.gz\n", hex(&Sha256::digest(of(name)))))
            .collect();
        assert_eq!(found, lock, "see assets/swagger-ui/README.md");
    }

    #[test]
    fn all_files_together_are_small() {
        let total: usize = ASSETS.iter().map(|it| it.bytes.len()).sum();
        assert!(total < 700_000, "{total} bytes");
    }

    #[test]
    fn own_files_load_nothing_from_elsewhere() {
        for asset in ASSETS.iter().filter(|it| !it.compressed && it.kind != TEXT) {
            let text = std::str::from_utf8(asset.bytes).unwrap();
            for away in [
                "https://",
                "@import",
                "innerHTML",
                "eval(",
                "document.write",
            ] {
                assert!(!text.contains(away), "{}: {away}", asset.name);
            }
        }
    }
}
