//! Where a document goes: straight out, or into an archive with the pictures.

use super::bundle::Bundle;
use super::picture::Image;
use crate::archive::Piece;
use crate::error::{Error, Result};
use std::collections::VecDeque;

/// Text is handed on in pieces of this size.
const PIECE: usize = 32 * 1024;

/// What a record is, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Of {
    pub part: &'static str,
    pub id: String,
    pub name: String,
}

/// Where a document goes.
pub(super) enum Outlet {
    /// The file is the document.
    Plain { text: Vec<u8>, bytes: u64 },
    /// The file is an archive with the document in it.
    Archive(Box<Bundle>, VecDeque<Piece>),
}

impl Outlet {
    pub fn new(compress: bool, portal: &str, exported_at: &str) -> Self {
        match compress {
            false => Self::Plain { text: Vec::with_capacity(2 * PIECE), bytes: 0 },
            true => Self::Archive(Box::new(Bundle::new(portal, exported_at)), VecDeque::new()),
        }
    }

    /// Whether pictures go along.
    pub fn takes_pictures(&self) -> bool {
        matches!(self, Self::Archive(..))
    }

    /// The document goes on with this.
    pub fn write(&mut self, bytes: &[u8]) {
        match self {
            Self::Plain { text, .. } => text.extend_from_slice(bytes),
            Self::Archive(bundle, _) => bundle.write(bytes),
        }
        self.settle();
    }

    /// A record is in the document.
    pub fn record(&mut self, of: &Of) {
        if let Self::Archive(bundle, _) = self {
            bundle.exported(of, None);
        }
        self.settle();
    }

    /// A picture is here, or cannot be had.
    pub fn picture(&mut self, of: &Of, image: Result<Image>) -> Option<Error> {
        let error = match self {
            Self::Plain { .. } => None,
            Self::Archive(bundle, _) => bundle.picture(of, image).err(),
        };
        self.settle();
        error
    }

    /// The document is whole.
    pub fn finish(&mut self) -> Result<()> {
        if let Self::Archive(bundle, _) = self {
            bundle.finish()?;
        }
        self.settle();
        Ok(())
    }

    /// What the host does next; at a pause all that is there.
    pub fn piece(&mut self, is_pause: bool) -> Option<Piece> {
        match self {
            Self::Plain { text, bytes } => {
                let is_ready = if is_pause { !text.is_empty() } else { text.len() >= PIECE };
                is_ready.then(|| {
                    *bytes += text.len() as u64;
                    Piece::Write(std::mem::replace(text, Vec::with_capacity(2 * PIECE)))
                })
            }
            Self::Archive(_, pieces) => pieces.pop_front(),
        }
    }

    /// Bytes of the file so far.
    pub fn bytes(&self) -> u64 {
        match self {
            Self::Plain { text, bytes } => bytes + text.len() as u64,
            Self::Archive(bundle, _) => bundle.archive().written(),
        }
    }

    /// Entries of the archive so far, where it is one.
    pub fn entries(&self) -> u64 {
        match self {
            Self::Plain { .. } => 0,
            Self::Archive(bundle, _) => bundle.archive().entries(),
        }
    }

    fn settle(&mut self) {
        if let Self::Archive(bundle, pieces) = self {
            pieces.extend(bundle.take());
        }
    }
}
