//! The parts of a file that the host has given, read as if they were the whole.

use crate::limits;
use std::io::{Error, ErrorKind, Read, Result, Seek, SeekFrom};
use std::ops::Range;

/// A file of which some parts are here.
///
/// Reading a part that is not here fails, and [`missing`](Windows::missing) says which one it was.
#[derive(Debug)]
pub(super) struct Windows {
    len: u64,
    position: u64,
    /// In the order of the file; none overlaps another one.
    held: Vec<Window>,
    missing: Option<u64>,
}

#[derive(Debug)]
struct Window {
    at: u64,
    bytes: Vec<u8>,
}

impl Window {
    fn end(&self) -> u64 {
        self.at + self.bytes.len() as u64
    }
}

impl Windows {
    /// A file of this many bytes, none of which is here.
    pub fn new(len: u64) -> Self {
        Self { len, position: 0, held: Vec::new(), missing: None }
    }

    /// Bytes of the whole file.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Bytes that are here.
    pub fn held(&self) -> u64 {
        self.held.iter().map(|window| window.bytes.len() as u64).sum()
    }

    /// Keeps a part of the file; of what is here already, what was here stays.
    pub fn give(&mut self, at: u64, bytes: &[u8]) {
        let end = at.saturating_add(bytes.len() as u64).min(self.len);
        for gap in self.gaps(at..end) {
            let (from, to) = ((gap.start - at) as usize, (gap.end - at) as usize);
            let place = self.held.partition_point(|window| window.at < gap.start);
            let bytes = bytes.get(from..to).unwrap_or_default().to_vec();
            self.held.insert(place, Window { at: gap.start, bytes });
        }
    }

    /// Lets go of the parts that end before this byte.
    pub fn forget_before(&mut self, at: u64) {
        self.held.retain(|window| window.end() > at);
    }

    /// The first part of a range that is not here.
    pub fn gap(&self, range: Range<u64>) -> Option<Range<u64>> {
        self.gaps(range).into_iter().next()
    }

    fn gaps(&self, range: Range<u64>) -> Vec<Range<u64>> {
        let mut gaps = Vec::new();
        let mut at = range.start;
        for window in &self.held {
            if window.at >= range.end {
                break;
            }
            if window.at > at {
                gaps.push(at..window.at);
            }
            at = at.max(window.end());
        }
        if at < range.end {
            gaps.push(at..range.end);
        }
        gaps
    }

    /// The first byte that was read in vain since the last call.
    pub fn missing(&mut self) -> Option<u64> {
        self.missing.take()
    }

    /// What to ask for next, at most [`limits::ZIP_AHEAD`] bytes: nothing where the range is here,
    /// else its first gap, and what follows it up to `end`.
    pub fn wish(&self, range: Range<u64>, end: u64) -> Option<Range<u64>> {
        let start = self.gap(range.clone())?.start;
        let ahead = range.end.max(end).min(start.saturating_add(limits::ZIP_AHEAD)).min(self.len);
        // Up to the next part that is here.
        self.gap(start..ahead)
    }
}

impl Read for Windows {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if self.position >= self.len || buffer.is_empty() {
            return Ok(0);
        }
        let at = self.position;
        let index = self.held.partition_point(|window| window.end() <= at);
        let here = self.held.get(index).filter(|window| window.at <= at);
        let Some(rest) = here.and_then(|window| window.bytes.get((at - window.at) as usize..)) else {
            self.missing.get_or_insert(at);
            return Err(ErrorKind::WouldBlock.into());
        };
        let count = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), rest.get(..count)) {
            to.copy_from_slice(from);
        }
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for Windows {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        let (from, by) = match to {
            SeekFrom::Start(at) => (at, 0),
            SeekFrom::End(by) => (self.len, by),
            SeekFrom::Current(by) => (self.position, by),
        };
        self.position = from.checked_add_signed(by).ok_or(Error::from(ErrorKind::InvalidInput))?;
        Ok(self.position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(windows: &mut Windows, at: u64, count: usize) -> Option<Vec<u8>> {
        let mut bytes = vec![0; count];
        windows.seek(SeekFrom::Start(at)).unwrap();
        windows.read_exact(&mut bytes).ok().map(|()| bytes)
    }

    #[test]
    fn parts_that_touch_read_as_one() {
        let mut windows = Windows::new(10);
        windows.give(6, &[6, 7]);
        windows.give(2, &[2, 3, 4, 5]);
        assert_eq!(read(&mut windows, 2, 6), Some(vec![2, 3, 4, 5, 6, 7]));
        assert_eq!(windows.missing(), None);
    }

    #[test]
    fn what_is_not_here_is_told_once() {
        let mut windows = Windows::new(10);
        windows.give(2, &[2, 3]);
        assert_eq!(read(&mut windows, 2, 3), None);
        assert_eq!(windows.missing(), Some(4));
        assert_eq!(windows.missing(), None);
        assert_eq!(read(&mut windows, 9, 2), None);
        assert_eq!(windows.missing(), Some(9));
    }

    #[test]
    fn what_is_given_twice_is_held_once() {
        let mut windows = Windows::new(10);
        windows.give(2, &[2, 3]);
        windows.give(0, &[0, 1, 0, 0, 4, 5, 6]);
        assert_eq!(windows.held(), 7);
        assert_eq!(read(&mut windows, 0, 7), Some(vec![0, 1, 2, 3, 4, 5, 6]));
        windows.give(8, &[8, 9, 10, 11]);
        assert_eq!(windows.held(), 9, "nothing is behind the end");
        windows.forget_before(4);
        assert_eq!(windows.held(), 5);
    }

    #[test]
    fn a_wish_is_for_what_is_not_here_and_for_a_little_more() {
        let mut windows = Windows::new(10 << 20);
        assert_eq!(windows.wish(5..10, 20), Some(5..20));
        assert_eq!(windows.wish(5..10, u64::MAX), Some(5..5 + limits::ZIP_AHEAD));
        assert_eq!(windows.wish(5..5 << 20, 0), Some(5..5 + limits::ZIP_AHEAD), "the rest is asked for later");
        windows.give(0, &[0; 8]);
        windows.give(100, &[0; 8]);
        assert_eq!(windows.wish(5..10, 1000), Some(8..100));
        assert_eq!(windows.wish(100..108, 1000), None);
    }
}
