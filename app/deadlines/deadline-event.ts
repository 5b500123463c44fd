/** What can start a clock: the closed list of events, instrument levels and sharing types. */
import { done, failed, type Outcome } from '#app/contract/failure';
import { parseCalendarDate, type CalendarDate } from './calendar-date';

export const EVENT_KINDS = [
  'law-change',
  'function-change',
  'data-change',
  'sharing-change',
  'notice',
  'application',
  'reply',
  'doubt',
  'rectification',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export const EVENT_KIND_LABELS: Readonly<Record<EventKind, string>> = {
  'law-change': '法律法规调整',
  'function-change': '职能变化',
  'data-change': '数据变更',
  'sharing-change': '共享属性变化',
  notice: '主管部门通知提供',
  application: '收到共享申请',
  reply: '作出同意共享的答复',
  doubt: '收到校核申请或疑义反馈',
  rectification: '整改通知',
};

/** Levels of the instrument that changed (law-change only). */
export const INSTRUMENT_LEVELS = [
  '法律',
  '行政法规',
  '国务院决定',
  '地方性法规',
  '规章',
  '规范性文件',
] as const;
export type InstrumentLevel = (typeof INSTRUMENT_LEVELS)[number];

/** Sharing type of the data applied for (application only). */
export const APPLIED_SHARING = ['无条件', '有条件'] as const;
export type AppliedSharing = (typeof APPLIED_SHARING)[number];

export interface DeadlineEvent {
  /** The date that the clocks run from: day one is the day after. */
  readonly on: CalendarDate;
  readonly kind: EventKind;
  /** Set for law-change, null for all other kinds. */
  readonly level: InstrumentLevel | null;
  /** Set for an application whose sharing type is known, else null. */
  readonly sharing: AppliedSharing | null;
}

export interface DeadlineEventText {
  readonly on: string;
  readonly kind?: string | undefined;
  readonly level?: string | undefined;
  readonly sharing?: string | undefined;
}

const LEVEL_ALIASES: Readonly<Record<string, InstrumentLevel>> = {
  部门规章: '规章',
  地方政府规章: '规章',
  政府规章: '规章',
};

function memberOf<T extends string>(members: readonly T[], text: string): T | undefined {
  return members.find((member) => member === text);
}

/**
 * Reads an event from text; kind defaults to law-change and its level to 行政法规.
 *
 * Failures: `date-invalid`; `invalid-input` with `{field, value, allowed}` for a kind, level or sharing type that is
 * not in the closed lists.
 */
export function parseDeadlineEvent(text: DeadlineEventText): Outcome<DeadlineEvent> {
  const on = parseCalendarDate(text.on);
  if (!on.ok) return on;
  const kind = memberOf(EVENT_KINDS, text.kind ?? 'law-change');
  if (!kind) return failed('invalid-input', { field: 'kind', value: text.kind, allowed: EVENT_KINDS });
  const levelText = text.level ?? '行政法规';
  const level = memberOf(INSTRUMENT_LEVELS, levelText) ?? LEVEL_ALIASES[levelText];
  if (!level)
    return failed('invalid-input', { field: 'level', value: levelText, allowed: INSTRUMENT_LEVELS });
  const sharingText = text.sharing?.replace(/共享类?$/, '');
  const sharing = sharingText === undefined ? null : memberOf(APPLIED_SHARING, sharingText);
  if (sharing === undefined) {
    return failed('invalid-input', { field: 'sharing', value: text.sharing, allowed: APPLIED_SHARING });
  }
  return done({
    on: on.value,
    kind,
    level: kind === 'law-change' ? level : null,
    sharing: kind === 'application' ? sharing : null,
  });
}
