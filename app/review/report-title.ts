/**
 * Titles that take more than one line break where their sense does, into lines that form a trapezium or a rhombus
 * (GB/T 9704-2012 7.3.1): no line of one character, no waist.
 */
import type { Orientation } from './report-model';

/** Characters of 2号 that one line of a title holds, with room for a font that runs a little wide. */
export const TITLE_LINE: Readonly<Record<Orientation, number>> = { portrait: 19, landscape: 28 };

/** A line of fewer characters looks left over. */
const SHORT = 4;
/** What a fault costs, against the squared differences of the lines' lengths. */
const COST = { line: 10_000, short: 1000, waist: 200, inDepartment: 150 };

/** Places of the part after the department where the sense allows a break. */
const SENSE = /(?=（)|(?<=）的?)(?!的)|(?<=目录的?)(?![的（])|(?<=\d{4}年度)|(?<=政务信息资源)(?!目录)/g;
/** Names of units end in such a word; a break behind it keeps the whole name legible. */
const UNIT = /(?<=[省市州盟县区旗乡镇])(?=[^省市州盟县区旗乡镇]{2,})/g;

interface Piece {
  readonly text: string;
  /** Belongs to the name of the department with the piece after it. */
  readonly inName: boolean;
}

function pieces(title: string, department: string, most: number): Piece[] {
  const named = department !== '' && title.startsWith(department);
  const rest = named ? title.slice(department.length) : title;
  const name = named ? department.split(UNIT).filter(Boolean) : [];
  return [
    ...name.map((text, i) => ({ text, inName: i < name.length - 1 })),
    ...rest
      .split(SENSE)
      .filter(Boolean)
      .map((text) => ({ text, inName: false })),
  ].flatMap((piece) => cut(piece, most));
}

/** A piece that is too long for any line falls into equal parts. */
function cut(piece: Piece, most: number): Piece[] {
  const characters = [...piece.text];
  const parts = Math.ceil(characters.length / most);
  if (parts <= 1) return [piece];
  const size = Math.ceil(characters.length / parts);
  return Array.from({ length: parts }, (_, i) => ({
    ...piece,
    text: characters.slice(i * size, (i + 1) * size).join(''),
  }));
}

const lengthOf = (text: string): number => [...text].length;

/** What a way of breaking costs; lines too long to fit are for the caller to leave out. */
function costOf(lines: readonly string[], broken: number): number {
  const lengths = lines.map(lengthOf);
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  const uneven = lengths.reduce((sum, length) => sum + (length - mean) ** 2, 0);
  const waists = lengths.filter(
    (length, i) => i > 0 && i < lengths.length - 1 && length < lengths[i - 1]! && length < lengths[i + 1]!,
  );
  return (
    lines.length * COST.line +
    lengths.filter((length) => length < SHORT).length * COST.short +
    waists.length * COST.waist +
    broken * COST.inDepartment +
    uneven
  );
}

/** The lines of a title; one where it fits, or where it cannot be broken. */
export function titleLines(title: string, department: string, orientation: Orientation): string[] {
  const most = TITLE_LINE[orientation];
  if (lengthOf(title) <= most) return [title];
  const all = pieces(title, department, most);
  let best: { readonly lines: string[]; readonly cost: number } | null = null;
  // Each bit says whether the line ends behind that piece; titles have few pieces.
  for (let breaks = 1; breaks < 1 << (all.length - 1); breaks++) {
    const lines: string[] = [''];
    let broken = 0;
    for (const [i, piece] of all.entries()) {
      lines[lines.length - 1] += piece.text;
      if (i < all.length - 1 && (breaks & (1 << i)) !== 0) {
        lines.push('');
        if (piece.inName) broken++;
      }
    }
    if (lines.some((line) => lengthOf(line) > most)) continue;
    const cost = costOf(lines, broken);
    if (best === null || cost < best.cost) best = { lines, cost };
  }
  return best?.lines ?? [title];
}
