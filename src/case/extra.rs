//! Fields that this program does not know, kept as they are written.

/// Fields that a program of the same version wrote and this one does not know: names, and values as RON text. They
/// are written back, so that a colleague's program loses nothing by ours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extra {
    /// Name and value, in the order of the file.
    pub fields: Vec<(String, String)>,
}
