//! The mapping between property names and the ids from 0x8000 up.

use ropeway_types::{Guid, NameKind, PropertyName, PropertyTag, property_set};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Which name each property id from 0x8000 to 0xFFFE stands for, in one message or logon
/// ([MS-OXCPRPT] 3.1.4.1). Names compare without case in PS_INTERNET_HEADERS, and exactly elsewhere.
/// A clone shares the mapping until one side changes.
#[derive(Debug, Clone, Default)]
pub struct NamedProperties {
    by_name: Arc<BTreeMap<PropertyName, u16>>,
    by_id: Arc<BTreeMap<u16, PropertyName>>,
    /// No id below this offset from the first one is free: what keeps insertion from searching anew.
    taken: u16,
}

impl PartialEq for NamedProperties {
    fn eq(&self, other: &Self) -> bool {
        self.by_id == other.by_id
    }
}

/// Every id from 0x8000 to 0xFFFE is taken ([MS-OXCPRPT] 3.2.5.9: NamedPropertyQuota).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no property id is left for another name")]
pub struct NamedPropertyQuota;

impl NamedProperties {
    /// No names yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn key(name: &PropertyName) -> PropertyName {
        match &name.kind {
            NameKind::Name(text) if name.property_set == property_set::PS_INTERNET_HEADERS => {
                PropertyName::name(name.property_set, &text.to_string_lossy().to_lowercase())
            }
            _ => name.clone(),
        }
    }

    /// The id of a name, if it has one.
    pub fn id(&self, name: &PropertyName) -> Option<u16> {
        if name.property_set == property_set::PS_MAPI {
            return match name.kind {
                NameKind::Id(lid) => u16::try_from(lid)
                    .ok()
                    .filter(|id| *id < PropertyTag::FIRST_NAMED_ID),
                _ => None,
            };
        }
        // Most messages name nothing.
        if self.is_empty() {
            return None;
        }
        self.by_name.get(&Self::key(name)).copied()
    }

    /// The id of a property named by a number.
    pub fn lid(&self, property_set: Guid, lid: u32) -> Option<u16> {
        self.id(&PropertyName::id(property_set, lid))
    }

    /// The name of an id, if it has one.
    pub fn name(&self, id: u16) -> Option<&PropertyName> {
        self.by_id.get(&id)
    }

    /// The id of a name, given one now if it has none.
    ///
    /// # Errors
    /// [`NamedPropertyQuota`] when no id is left.
    pub fn id_or_insert(&mut self, name: &PropertyName) -> Result<u16, NamedPropertyQuota> {
        if let Some(id) = self.id(name) {
            return Ok(id);
        }
        let first = PropertyTag::FIRST_NAMED_ID.saturating_add(self.taken);
        let id = (first..0xFFFF)
            .find(|id| !self.by_id.contains_key(id))
            .ok_or(NamedPropertyQuota)?;
        self.taken = id.saturating_sub(PropertyTag::FIRST_NAMED_ID).saturating_add(1);
        self.insert(id, name.clone());
        Ok(id)
    }

    /// Maps an id to a name, as a stored form says; the earlier mapping of either is dropped.
    pub fn insert(&mut self, id: u16, name: PropertyName) {
        let by_id = Arc::make_mut(&mut self.by_id);
        let by_name = Arc::make_mut(&mut self.by_name);
        let key = Self::key(&name);
        if let Some(old) = by_id.insert(id, name) {
            by_name.remove(&Self::key(&old));
        }
        if let Some(old) = by_name.insert(key, id).filter(|old| *old != id) {
            by_id.remove(&old);
            self.taken = self.taken.min(old.saturating_sub(PropertyTag::FIRST_NAMED_ID));
        }
    }

    /// All names in ascending order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = (u16, &PropertyName)> {
        self.by_id.iter().map(|(id, name)| (*id, name))
    }

    /// Number of names.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ropeway_types::property_set::{PS_INTERNET_HEADERS, PS_MAPI, PSETID_COMMON};

    #[test]
    fn header_names_ignore_case() {
        let mut names = NamedProperties::new();
        let id = names
            .id_or_insert(&PropertyName::name(PS_INTERNET_HEADERS, "X-Thing"))
            .unwrap();
        assert_eq!(id, 0x8000);
        assert_eq!(
            names.id(&PropertyName::name(PS_INTERNET_HEADERS, "x-thing")),
            Some(id)
        );
        assert_eq!(
            names
                .id_or_insert(&PropertyName::id(PSETID_COMMON, 0x8530))
                .unwrap(),
            0x8001
        );
        assert_eq!(names.id(&PropertyName::id(PS_MAPI, 0x37)), Some(0x37));
        assert_eq!(names.id(&PropertyName::id(PS_MAPI, 0x9000)), None);
    }

    #[test]
    fn ids_run_out_with_an_error() {
        let mut names = NamedProperties::new();
        names.insert(0xFFFE, PropertyName::id(PSETID_COMMON, 1));
        assert_eq!(
            names.id_or_insert(&PropertyName::id(PSETID_COMMON, 2)),
            Ok(0x8000)
        );
        for lid in 3..0x8000 {
            names.id_or_insert(&PropertyName::id(PSETID_COMMON, lid)).unwrap();
        }
        assert_eq!(
            names.id_or_insert(&PropertyName::id(PSETID_COMMON, 0x9999)),
            Err(NamedPropertyQuota)
        );
    }
}
