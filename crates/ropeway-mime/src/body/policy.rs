//! What a caller decides about bodies.

use std::fmt;

/// Changes HTML before it is sent: what a policy of the site removes, such as scripts and forms. By itself
/// nothing is removed: what is sent is what the author wrote.
#[derive(Clone, Copy)]
pub struct HtmlFilter<'a>(&'a (dyn Fn(&str) -> String + Sync));

impl<'a> HtmlFilter<'a> {
    /// From a function of the document, which it gets decoded and returns changed.
    pub fn new(filter: &'a (dyn Fn(&str) -> String + Sync)) -> Self {
        Self(filter)
    }

    pub(crate) fn apply(self, html: &str) -> String {
        (self.0)(html)
    }
}

impl fmt::Debug for HtmlFilter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HtmlFilter")
    }
}

/// How bodies are written. The defaults change nothing of what the author wrote.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct BodyPolicy<'a> {
    /// Text or HTML alone where the message, or all of its recipients, ask for that
    /// (PidTagSendInternetEncoding, [MS-OXOMSG] 2.2.1.11): on by default.
    pub wishes: bool,
    /// Plain text as `format=flowed; delsp=yes` (RFC 3676), which narrow and wide windows wrap anew: off by
    /// default.
    pub flowed: bool,
    /// Columns after which lines of plain text are broken between words: none by default. [`BodyPolicy::flowed`]
    /// breaks them by itself.
    pub wrap: Option<usize>,
    /// Images in `data:` addresses of the HTML become parts of their own, because some readers do not show
    /// them otherwise: off by default.
    pub lift_data_images: bool,
    /// Changes HTML before it is sent.
    pub html_filter: Option<HtmlFilter<'a>>,
}

impl Default for BodyPolicy<'_> {
    fn default() -> Self {
        Self {
            wishes: true,
            flowed: false,
            wrap: None,
            lift_data_images: false,
            html_filter: None,
        }
    }
}

impl<'a> BodyPolicy<'a> {
    /// The defaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whether text or HTML alone goes out where that is asked for.
    #[must_use]
    pub fn wishes(mut self, heed: bool) -> Self {
        self.wishes = heed;
        self
    }

    /// Sets whether plain text goes as `format=flowed`.
    #[must_use]
    pub fn flowed(mut self, flowed: bool) -> Self {
        self.flowed = flowed;
        self
    }

    /// Sets the columns after which lines of plain text are broken.
    #[must_use]
    pub fn wrap(mut self, columns: usize) -> Self {
        self.wrap = Some(columns);
        self
    }

    /// Sets whether images in `data:` addresses become parts.
    #[must_use]
    pub fn lift_data_images(mut self, lift: bool) -> Self {
        self.lift_data_images = lift;
        self
    }

    /// Sets what changes HTML before it is sent.
    #[must_use]
    pub fn html_filter(mut self, filter: HtmlFilter<'a>) -> Self {
        self.html_filter = Some(filter);
        self
    }
}
