//! A record while it is cut out of a page.

/// What of a record stood in bytes that are gone, and where the rest stands in those that are here. Places are counted from the page's start.
#[derive(Default)]
pub(super) struct Cut {
    bytes: Vec<u8>,
    from: usize,
    to: usize,
    is_whole: bool,
}

impl Cut {
    /// The record begins here, or what follows of it.
    pub(super) fn go_on(&mut self, at: usize) {
        (self.from, self.to) = (at, at);
    }

    /// The record reaches to here; yields how many bytes it has by now.
    pub(super) fn reach(&mut self, to: usize) -> usize {
        self.to = to;
        self.bytes.len() + (to - self.from)
    }

    /// There is no more of it.
    pub(super) fn end(&mut self) {
        self.is_whole = true;
    }

    /// Takes over what of it stands in these bytes, the first of which stands here in the page.
    pub(super) fn copy(&mut self, bytes: &[u8], start: usize) {
        self.bytes.extend_from_slice(bytes.get(self.from - start..self.to - start).unwrap_or_default());
        self.from = self.to;
    }

    /// The record, once all of it was reached.
    pub(super) fn whole(&mut self, bytes: &[u8], start: usize) -> Option<Vec<u8>> {
        if !std::mem::take(&mut self.is_whole) {
            return None;
        }
        self.copy(bytes, start);
        // The next one will be about as long.
        let next = Vec::with_capacity(self.bytes.len());
        Some(std::mem::replace(&mut self.bytes, next))
    }
}
