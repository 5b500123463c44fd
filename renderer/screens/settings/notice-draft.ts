/** A holiday notice while it is typed in from the printed one. */
import type { Failure } from '#app/contract/failure';
import type { InputOf } from '#renderer/call';
import { newId } from '#renderer/parts/new-id';

/** Days off. What is typed into a row and not taken goes with its id when rows above it are removed. */
export interface OffRow {
  readonly id: string;
  readonly name: string;
  /** `YYYY-MM-DD`, '' while not given. */
  readonly from: string;
  /** '' for a single day. */
  readonly to: string;
}

/** A day worked, likewise. */
export interface WorkingRow {
  readonly id: string;
  /** `YYYY-MM-DD`, '' while not given. */
  readonly date: string;
}

export const emptyOff = (name: string): OffRow => ({ id: newId(), name, from: '', to: '' });
export const emptyWorking = (): WorkingRow => ({ id: newId(), date: '' });

export interface NoticeDraft {
  readonly kind: 'full' | 'amendment';
  readonly year: number;
  readonly title: string;
  readonly number: string;
  readonly publishedOn: string;
  readonly off: readonly OffRow[];
  readonly working: readonly WorkingRow[];
}

/** An empty notice of a year; a full one begins with the holidays that each year has. */
export function emptyNotice(
  kind: NoticeDraft['kind'],
  year: number,
  holidays: readonly string[],
): NoticeDraft {
  const names = kind === 'full' ? holidays : [''];
  return {
    kind,
    year,
    title: '',
    number: '',
    publishedOn: '',
    off: names.map(emptyOff),
    working: [emptyWorking()],
  };
}

const isFilled = (row: OffRow): boolean => row.from !== '' || row.to !== '';

/** What the program is asked to make of it: rows without a date are left out, and it warns of a missing holiday. */
export function composeInput(draft: NoticeDraft): InputOf<'calendar.compose'> {
  return {
    kind: draft.kind,
    year: draft.year,
    title: draft.title.trim(),
    ...(draft.number.trim() === '' ? {} : { number: draft.number.trim() }),
    publishedOn: draft.publishedOn,
    off: draft.off.filter(isFilled).map(({ name, from, to }) => ({
      name: name.trim(),
      from: from === '' ? to : from,
      ...(to === '' ? {} : { to }),
    })),
    working: draft.working.map(({ date }) => date).filter((date) => date !== ''),
  };
}

/** What nothing can be made without: the day of publication, a day off or worked, the holiday of each row with days. */
export interface NoticeGaps {
  readonly published: boolean;
  readonly days: boolean;
  /** Index of the first row of days off without its holiday; null when there is none. */
  readonly unnamed: number | null;
}

export function noticeGaps({ publishedOn, off, working }: NoticeDraft): NoticeGaps {
  const unnamed = off.findIndex((row) => isFilled(row) && row.name.trim() === '');
  return {
    published: publishedOn === '',
    days: !off.some(isFilled) && working.every(({ date }) => date === ''),
    unnamed: unnamed === -1 ? null : unnamed,
  };
}

interface Problem {
  readonly path: string;
  readonly message: string;
}

/** Faults by the row of the form that they stand in: `off` and `working` hold messages by row index. */
export interface PlacedProblems {
  readonly off: ReadonlyMap<number, string>;
  readonly working: ReadonlyMap<number, string>;
  /** Every fault stands in a row. */
  readonly all: boolean;
}

function indexesOf<T>(rows: readonly T[], sent: (row: T) => boolean): number[] {
  return rows.flatMap((row, index) => (sent(row) ? [index] : []));
}

/** Where in the form the faults of a refused notice stand; those of other places are not among them. */
export function placedProblems(failure: Failure | null, draft: NoticeDraft): PlacedProblems {
  const problems = (failure?.details['problems'] ?? []) as readonly Problem[];
  const off = new Map<number, string>();
  const working = new Map<number, string>();
  if (failure?.code !== 'calendar-invalid' || !Array.isArray(problems)) return { off, working, all: false };
  const sentOff = indexesOf(draft.off, isFilled);
  const sentWorking = indexesOf(draft.working, ({ date }) => date !== '');
  // The days worked are sent in order of date.
  const byDate = [...sentWorking].sort((a, b) => (draft.working[a]!.date < draft.working[b]!.date ? -1 : 1));
  let all = problems.length > 0;
  for (const { path, message } of problems) {
    const [, list, at] = /^(off|working)\[(\d+)\]/.exec(path) ?? [];
    const row = list === 'off' ? sentOff[Number(at)] : list === 'working' ? byDate[Number(at)] : undefined;
    if (row === undefined) all = false;
    else (list === 'off' ? off : working).set(row, message);
  }
  return { off, working, all };
}
