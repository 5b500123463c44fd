/** Working-day calendars: those that come with the program, those installed, and what a new notice would move. */
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError, valueOf } from '#app/contract/failure';
import { dateOf, daysInMonth } from '#app/deadlines/calendar-date';
import { movedDuties, type DutyInput } from '#app/deadlines/duties';
import {
  parseHolidayNotice,
  parseLocalHolidays,
  type HolidayNotice,
  type LocalHolidays,
} from '#app/deadlines/holiday-notice-schema';
import {
  isProvisional,
  isWorkingDay,
  movedDates,
  workingCalendar,
  workingDaysInYear,
  type WorkingCalendar,
} from '#app/deadlines/working-days';
import { canonicalJson } from '#app/digest/canonical-json';
import { sm3Hex } from '#app/digest/sm3';
import { appendAudit } from '#app/storage/audit-store';
import {
  addFolderCalendar,
  addLibraryCalendar,
  readFolderCalendars,
  readLibraryCalendars,
  type InstalledCalendar,
} from '#app/storage/calendar-store';
import { dutyInput } from './duty-input';
import { noticeWarnings } from './duty-notice-warnings';
import type { Workspace } from './workspace';

type Preview = CallOutput<'calendar.preview'>;

const ORIGINS = { shipped: '随程序提供', user: '本机导入', library: '目录库导入' } as const;
type Origin = (typeof ORIGINS)[keyof typeof ORIGINS];

interface KnownNotice {
  readonly content: HolidayNotice | LocalHolidays;
  readonly origin: Origin;
  readonly sm3: string;
}

/** A notice of a year takes a few kilobytes. */
const LARGEST_NOTICE = 1024 ** 2;

const isLocal = (content: HolidayNotice | LocalHolidays): content is LocalHolidays =>
  content.format === 'mulu-local-holidays/1';

/** A notice or local holidays, told apart by the format they name. */
function parseAny(text: string, place: string): HolidayNotice | LocalHolidays {
  const local = /"format"\s*:\s*"mulu-local-holidays\//.test(text);
  return valueOf<HolidayNotice | LocalHolidays>(
    local ? parseLocalHolidays(text, place) : parseHolidayNotice(text, place),
  );
}

function known(content: HolidayNotice | LocalHolidays, origin: Origin): KnownNotice {
  return { content, origin, sm3: sm3Hex(canonicalJson(content)) };
}

function calendarsFolder(workspace: Workspace): string | null {
  const { userDataFolder } = workspace.host;
  return userDataFolder === null ? null : join(userDataFolder, 'calendars');
}

/** Everything that is known, each content once, in the order program, user, library. */
async function knownNotices(workspace: Workspace): Promise<KnownNotice[]> {
  const folder = calendarsFolder(workspace);
  const read = (list: readonly InstalledCalendar[], origin: Origin): KnownNotice[] =>
    list.map(({ text, place }) => known(parseAny(text, place), origin));
  const all = [
    ...workspace.host.resources.notices.map((notice) => known(notice, ORIGINS.shipped)),
    ...read(folder === null ? [] : await readFolderCalendars(folder), ORIGINS.user),
    ...read(
      workspace.current ? await readLibraryCalendars(workspace.current.library.reader) : [],
      ORIGINS.library,
    ),
  ];
  const seen = new Set<string>();
  return all.filter(({ sm3 }) => !seen.has(sm3) && seen.add(sm3));
}

function calendarFrom(contents: readonly (HolidayNotice | LocalHolidays)[]): WorkingCalendar {
  return workingCalendar(
    contents.filter((content): content is HolidayNotice => !isLocal(content)),
    contents.filter(isLocal),
  );
}

/**
 * The calendar that everything is counted by: the program's notices, those of this user and those of the opened
 * library. Failure `calendar-invalid` when an installed file was damaged since: counting without it would be silently wrong.
 */
export async function calendarOf(workspace: Workspace): Promise<WorkingCalendar> {
  return calendarFrom((await knownNotices(workspace)).map(({ content }) => content));
}

async function noticeFile(file: string): Promise<string> {
  const kind = await stat(file).catch(() => {
    throw new FailureError('file-not-found', { file });
  });
  if (kind.isDirectory()) throw new FailureError('file-is-directory', { file });
  if (kind.size > LARGEST_NOTICE) {
    throw new FailureError('file-too-large', { file, size: kind.size, limit: LARGEST_NOTICE });
  }
  return readFile(file, 'utf8').catch(() => {
    throw new FailureError('file-unreadable', { file });
  });
}

async function contentOf(input: CallParsedInput<'calendar.preview'>): Promise<HolidayNotice | LocalHolidays> {
  if ((input.file === undefined) === (input.notice === undefined)) {
    throw new FailureError('invalid-input', {
      field: '节假日安排',
      reason: '选择文件或者录入通知，二者选一',
    });
  }
  if (input.file === undefined) return parseAny(JSON.stringify(input.notice), '录入的通知');
  return parseAny(await noticeFile(input.file), basename(input.file));
}

async function previewOf(workspace: Workspace, content: HolidayNotice | LocalHolidays): Promise<Preview> {
  const notices = await knownNotices(workspace);
  const sm3 = sm3Hex(canonicalJson(content));
  const alreadyKnown = notices.some((notice) => notice.sm3 === sm3);
  const contents = notices.map((notice) => notice.content);
  const before = calendarFrom(contents);
  const after = alreadyKnown ? before : calendarFrom([...contents, content]);
  const input: DutyInput | null = workspace.current ? await dutyInput(workspace, before) : null;
  const local = isLocal(content);
  return {
    kind: local ? 'local' : content.kind,
    year: local ? null : content.year,
    title: content.title,
    number: local ? null : content.number,
    publishedOn: local ? null : content.publishedOn,
    sm3,
    alreadyKnown,
    dates: movedDates(before, after).map(({ date, ...days }) => ({ date, ...days })),
    duties: (input ? movedDuties(input, after) : []).map(({ before: old, after: moved }) => ({
      duty: old.duty,
      label: old.label,
      subject: old.subject,
      regulation: old.regulation,
      article: old.article,
      due: old.due,
      provisional: old.provisional,
      newDue: moved.due,
      newProvisional: moved.provisional,
    })),
    workingDays: local ? null : workingDaysInYear(after, content.year),
    warnings: noticeWarnings(content, after, workspace.host.today()),
  };
}

export async function preview(
  workspace: Workspace,
  input: CallParsedInput<'calendar.preview'>,
): Promise<Preview> {
  return previewOf(workspace, await contentOf(input));
}

/** Into the opened library; without one, into the user's folder, from where every library on this machine takes it. */
export async function install(
  workspace: Workspace,
  input: CallParsedInput<'calendar.install'>,
): Promise<CallOutput<'calendar.install'>> {
  const content = await contentOf(input);
  const shown = await previewOf(workspace, content);
  if (shown.alreadyKnown) {
    const origin = (await knownNotices(workspace)).find(({ sm3 }) => sm3 === shown.sm3)!.origin;
    return { ...shown, origin };
  }
  const text = canonicalJson(content);
  const { host, current } = workspace;
  if (current) {
    const by = input.by ?? '';
    await current.library.write(async (tx) => {
      const atMs = host.nowMs();
      await addLibraryCalendar(tx, { sm3: shown.sm3, text, on: host.today(), by, atMs });
      await appendAudit(tx, {
        atMs,
        by,
        action: 'calendar-installed',
        subject: content.title,
        detail: { sm3: shown.sm3, dates: shown.dates.map(({ date }) => date) },
      });
    });
    host.emit('library.changed', { entries: [] });
    return { ...shown, origin: ORIGINS.library };
  }
  const folder = calendarsFolder(workspace);
  if (folder === null) throw new FailureError('file-unwritable', { file: '本机用户数据文件夹' });
  await addFolderCalendar(folder, { sm3: shown.sm3, text });
  return { ...shown, origin: ORIGINS.user };
}

/** The notice that the form describes, checked like a file; each fault names the box it stands in. */
export async function compose(
  workspace: Workspace,
  input: CallParsedInput<'calendar.compose'>,
): Promise<CallOutput<'calendar.compose'>> {
  const kind = input.kind ?? 'full';
  const number = input.number === undefined || input.number === '' ? null : input.number;
  const draft = (revision: number): Record<string, unknown> => ({
    format: 'mulu-working-days/1',
    kind,
    year: input.year,
    revision,
    title: input.title === '' ? `国务院办公厅关于${input.year}年部分节假日安排的通知` : input.title,
    issuer: '国务院办公厅',
    number,
    numberNote: number === null ? '文号未核实' : '',
    publishedOn: input.publishedOn,
    source: '据印发件录入',
    off: input.off.map(({ from, to, name }) => ({ from, to: to ?? from, name })),
    working: [...input.working].sort(),
  });
  // Typed in again with a correction, it must outrank the notice it corrects; typed in again as it was, it is the same.
  const earlier = (await knownNotices(workspace))
    .map(({ content }) => content)
    .filter((content): content is HolidayNotice => !isLocal(content))
    .filter((one) => one.kind === kind && one.year === input.year && one.publishedOn === input.publishedOn);
  const same = earlier.find((one) => canonicalJson(one) === canonicalJson(draft(one.revision)));
  const revision = same?.revision ?? Math.max(0, ...earlier.map((one) => one.revision)) + 1;
  const content = parseAny(JSON.stringify(draft(revision)), '录入的通知');
  return {
    notice: structuredClone(content) as Record<string, unknown>,
    preview: await previewOf(workspace, content),
  };
}

export async function listCalendars(workspace: Workspace): Promise<CallOutput<'calendar.list'>> {
  const notices = await knownNotices(workspace);
  const calendar = calendarFrom(notices.map(({ content }) => content));
  return {
    years: [...calendar.years].sort().map((year) => {
      const notice = calendar.notices.findLast((one) => one.year === year && one.kind === 'full')!;
      return {
        year,
        notice: notice.title,
        workingDays: workingDaysInYear(calendar, year) ?? 0,
        source: `${notice.number ?? '文号待核'}，${notice.publishedOn}公布`,
        versions: versionsOf(notices, calendar, year),
      };
    }),
    local: notices.flatMap(({ content, origin, sm3 }) =>
      isLocal(content) ? [{ title: content.title, issuer: content.issuer, origin, sm3 }] : [],
    ),
  };
}

function versionsOf(
  notices: readonly KnownNotice[],
  calendar: WorkingCalendar,
  year: number,
): CallOutput<'calendar.list'>['years'][number]['versions'] {
  return notices
    .flatMap(({ content, origin, sm3 }) => {
      if (isLocal(content) || content.year !== year) return [];
      const { kind, title, number, publishedOn, revision } = content;
      const inForce = calendar.notices.includes(content);
      return [{ kind, title, number, publishedOn: publishedOn as string, revision, origin, inForce, sm3 }];
    })
    .sort((a, b) =>
      a.publishedOn < b.publishedOn ? -1 : a.publishedOn > b.publishedOn ? 1 : a.revision - b.revision,
    );
}

export async function calendarMonth(
  workspace: Workspace,
  input: CallParsedInput<'calendar.month'>,
): Promise<CallOutput<'calendar.month'>> {
  const calendar = await calendarOf(workspace);
  const days = Array.from({ length: daysInMonth(input.year, input.month) }, (_, i) =>
    dateOf(input.year, input.month, i + 1),
  );
  return {
    days: days.map((date) => {
      const { working, reason } = isWorkingDay(calendar, date);
      return { date, working, note: reason, provisional: isProvisional(calendar, date) };
    }),
  };
}
