//! Corrections to a document, as they stand in an overlay document.
//!
//! An [`Overlay`] follows the OpenAPI Overlay Specification 1.0: a list of actions, each
//! with a target (JSONPath, RFC 9535) and an update or a removal. Two things are stricter
//! here, for a correction that quietly stops to fit is worse than none: every action must
//! have a `description`, its reason; and an action that matches nothing is an error. An
//! action may also say, by `x-expect`, what its target must hold before it is changed.
//!
//! ```yaml
//! overlay: 1.0.0
//! info: {title: What the till really answers, version: 1.0.0}
//! actions:
//!   - target: $.paths['/till'].get.responses['200'].content['application/json'].schema
//!     description: The sum comes as text; the till's own manual says so, too.
//!     x-expect: {type: number}
//!     update: {type: string}
//! ```

mod action;
mod apply;
pub mod codes;
mod document;
pub(crate) mod explained;
mod location;
mod merge;
mod size;
mod target;

pub use action::Action;
pub use document::Overlay;
