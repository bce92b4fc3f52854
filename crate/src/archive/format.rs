//! The bytes of a ZIP's headers (APPNOTE 6.3.10, clause numbers beside the fields).

/// 4.4.5: the content stands as it is.
pub const STORED: u16 = 0;
/// 4.4.5: the content is deflated.
pub const DEFLATED: u16 = 8;

/// 4.4.3: 2.0 for deflate and folders, 4.5 for ZIP64.
const VERSION: u16 = 20;
const VERSION_64: u16 = 45;
/// 4.4.2: made on Unix, so that the file mode below is read.
const MADE_BY_UNIX: u16 = 3 << 8;
/// 4.4.4: bit 11, names are UTF-8.
const UTF8: u16 = 1 << 11;
/// 4.4.6: 1980-01-01 00:00:00, the format's zero: the same input gives the same bytes.
const DATE: u16 = (1 << 5) | 1;
/// A regular file, rw-r--r--.
const MODE: u32 = 0o100_644 << 16;
const FULL_32: u32 = u32::MAX;
const FULL_16: u16 = u16::MAX;
/// 4.5.3: the ZIP64 extra field.
const EXTRA_64: u16 = 1;

/// What is known of an entry before its first byte is written.
pub struct Header {
    pub method: u16,
    pub crc: u32,
    pub packed: u64,
    pub size: u64,
}

impl Header {
    /// 4.3.7: the header before the content.
    pub fn local(&self, name: &[u8]) -> Vec<u8> {
        let mut extra = Fields::default();
        let long = self.is_long();
        if long {
            // 4.5.3: in a local header both sizes must be there.
            extra.u16(EXTRA_64).u16(16).u64(self.size).u64(self.packed);
        }
        let mut out = Fields::default();
        out.u32(0x0403_4b50);
        self.common(&mut out, long, long);
        out.u16(name.len() as u16).u16(extra.0.len() as u16);
        out.bytes(name).bytes(&extra.0);
        out.0
    }

    /// 4.3.12: the record in the central directory, for an entry that begins at `offset`.
    pub fn directory(&self, name: &[u8], offset: u64) -> Vec<u8> {
        let long = self.is_long();
        let far = offset >= u64::from(FULL_32);
        let mut extra = Fields::default();
        if long || far {
            extra.u16(EXTRA_64);
            extra.u16(if long { 16 } else { 0 } + if far { 8 } else { 0 });
            if long {
                extra.u64(self.size).u64(self.packed);
            }
            if far {
                extra.u64(offset);
            }
        }
        let mut out = Fields::default();
        let version = if long || far { VERSION_64 } else { VERSION };
        out.u32(0x0201_4b50).u16(MADE_BY_UNIX | version);
        self.common(&mut out, long, long || far);
        out.u16(name.len() as u16).u16(extra.0.len() as u16);
        // No comment, disk 0, internal attributes 0.
        out.u16(0).u16(0).u16(0).u32(MODE);
        out.u32(if far { FULL_32 } else { offset as u32 });
        out.bytes(name).bytes(&extra.0);
        out.0
    }

    fn is_long(&self) -> bool {
        self.size.max(self.packed) >= u64::from(FULL_32)
    }

    fn common(&self, out: &mut Fields, long: bool, zip64: bool) {
        out.u16(if zip64 { VERSION_64 } else { VERSION });
        out.u16(UTF8).u16(self.method).u16(0).u16(DATE).u32(self.crc);
        out.u32(if long { FULL_32 } else { self.packed as u32 });
        out.u32(if long { FULL_32 } else { self.size as u32 });
    }
}

/// 4.3.14–4.3.16: the end of an archive whose directory has `len` bytes and begins at `offset`.
pub fn end(entries: u64, len: u64, offset: u64) -> Vec<u8> {
    let mut out = Fields::default();
    let many = entries >= u64::from(FULL_16);
    let far = len.max(offset) >= u64::from(FULL_32);
    if many || far {
        // 4.3.14: the size of what follows the size field itself is 44.
        out.u32(0x0606_4b50).u64(44);
        out.u16(MADE_BY_UNIX | VERSION_64).u16(VERSION_64).u32(0).u32(0);
        out.u64(entries).u64(entries).u64(len).u64(offset);
        // 4.3.15: where that record begins, on one disk.
        out.u32(0x0706_4b50).u32(0).u64(offset + len).u32(1);
    }
    let entries = entries.min(u64::from(FULL_16)) as u16;
    let full = |value: u64| value.min(u64::from(FULL_32)) as u32;
    out.u32(0x0605_4b50).u16(0).u16(0).u16(entries).u16(entries);
    out.u32(full(len)).u32(full(offset)).u16(0);
    out.0
}

/// Little-endian fields, one after the other.
#[derive(Default)]
struct Fields(Vec<u8>);

impl Fields {
    fn u16(&mut self, value: u16) -> &mut Self {
        self.bytes(&value.to_le_bytes())
    }

    fn u32(&mut self, value: u32) -> &mut Self {
        self.bytes(&value.to_le_bytes())
    }

    fn u64(&mut self, value: u64) -> &mut Self {
        self.bytes(&value.to_le_bytes())
    }

    fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend_from_slice(bytes);
        self
    }
}
