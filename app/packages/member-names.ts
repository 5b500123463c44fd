/** Which names a package's members may have, so that no name means two things on two systems. */

const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;
// Path separators and wildcards of Windows, control and format characters (a right-to-left mark can disguise a name).
const FORBIDDEN = /[\\:*?"<>|\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Cn}]/u;
const MAX_SEGMENT_BYTES = 240;
const MAX_NAME_BYTES = 1000;

/** What is wrong with a member's name, in Chinese, or null. Directories end with `/`. */
export function nameFault(name: string): string | null {
  if (name === '' || name.startsWith('/')) return '名称为空或是绝对路径';
  if (name !== name.normalize('NFC')) return '名称的字符编码形式不规范';
  if (FORBIDDEN.test(name)) return '名称含有不允许的字符';
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) return '名称过长';
  for (const segment of name.replace(/\/$/, '').split('/')) {
    if (segment === '' || segment === '.' || segment === '..') return '名称含有上级目录或空目录';
    if (/[. ]$|^ /.test(segment)) return '名称以空格或句点结尾';
    if (RESERVED.test(segment)) return '名称是系统保留名';
    if (Buffer.byteLength(segment) > MAX_SEGMENT_BYTES) return '名称过长';
  }
  return null;
}

/** Two names with the same key (NFC, case folded) would be one file on some system. */
export function nameKey(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}

/**
 * The first pair of names that would be one file on some system, or a file that is also a directory of another; null
 * when there is none. Directories end with `/`.
 */
export function clashOf(names: readonly string[]): string | null {
  const seen = new Set<string>();
  const parents = new Set<string>();
  for (const name of names) {
    const key = nameKey(name).replace(/\/$/, '');
    if (seen.has(key)) return name;
    seen.add(key);
    const segments = key.split('/').slice(0, -1);
    segments.forEach((_, depth) => parents.add(segments.slice(0, depth + 1).join('/')));
  }
  return names.find((name) => !name.endsWith('/') && parents.has(nameKey(name))) ?? null;
}
