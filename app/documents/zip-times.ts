/** Takes the moment of packing out of a ZIP container, so that the same content gives the same bytes. */

/** 2017-01-01 00:00:00 in the two words of a DOS time (APPNOTE.TXT 4.4.6), time first. */
const STAMP = ((2017 - 1980) << 25) | (1 << 21) | (1 << 16);
const END = 0x06054b50;
const END_SIZE = 22;
const MEMBER = 0x02014b50;
const MEMBER_SIZE = 46;

/** Sets the time of every member, in place; `zip` is whole, without comment and below 4 GB, as libraries pack it. */
export function withFixedTimes(zip: Uint8Array): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = zip.byteLength - END_SIZE;
  if (end < 0 || view.getUint32(end, true) !== END) throw new Error('not a ZIP container without comment');
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (view.getUint32(at, true) !== MEMBER) throw new Error('broken ZIP directory');
    view.setUint32(at + 12, STAMP, true);
    view.setUint32(view.getUint32(at + 42, true) + 10, STAMP, true);
    const sizes = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    at += MEMBER_SIZE + sizes.reduce((sum, size) => sum + size, 0);
  }
  return zip;
}
