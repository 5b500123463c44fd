/** How large attachments may be, in bytes. */

/** One scanned sheet in good quality is a few MB; anything larger is a mistake of the scanner's settings. */
export const LARGEST_ATTACHMENT = 30 * 1024 ** 2;
/** All attachments of a library together, so that a backup still fits on a stick. */
export const LARGEST_TOTAL = 1024 ** 3;
