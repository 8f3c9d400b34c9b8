//! Whom a schema belongs to: what a type made for it would be called, and where it would stand.

/// Whom a schema belongs to.
#[derive(Clone, Debug)]
pub(crate) struct Owner {
    /// The key under which a name invented for it is locked: `Account.balances[]`.
    pub(crate) key: String,
    /// The name that a type for it would like: `AccountBalancesItem`.
    pub(crate) hint: String,
    /// The name that it has already, if the document names it.
    pub(crate) assigned: Option<String>,
    /// The file that its type stands in.
    pub(crate) file: String,
    /// The name of the named schema that it is part of; the property that holds it.
    pub(crate) schema: Option<String>,
    /// The property or parameter that holds it.
    pub(crate) property: Option<String>,
    /// Whether `format: binary` is a file here (a multipart body).
    pub(crate) binary: bool,
}

impl Owner {
    /// What a property of it owns.
    pub(crate) fn property(&self, type_name: &str, property: &str) -> Self {
        Self {
            key: format!("{}.{property}", self.key),
            hint: format!("{type_name}{}", crate::lower::case::pascal(property)),
            assigned: None,
            file: self.file.clone(),
            schema: self.schema.clone(),
            property: Some(property.to_owned()),
            binary: self.binary,
        }
    }

    /// What an item of it owns.
    pub(crate) fn item(&self) -> Self {
        self.part("[]", "Item")
    }

    /// What a member of a map owns.
    pub(crate) fn value(&self) -> Self {
        self.part("{}", "Value")
    }

    /// What an arm of a union owns.
    pub(crate) fn arm(&self, name: &str) -> Self {
        self.part(&format!("|{name}"), name)
    }

    fn part(&self, key: &str, hint: &str) -> Self {
        Self {
            key: format!("{}{key}", self.key),
            hint: format!("{}{hint}", self.assigned.as_ref().unwrap_or(&self.hint)),
            assigned: None,
            ..self.clone()
        }
    }
}
