/** Duties as a calendar file (iCalendar, RFC 5545) that any calendar program on the desk takes. */
import type { CallOutput } from '#app/contract/calls';

type Duty = CallOutput<'duties.list'>['duties'][number];

/** Content lines are at most 75 octets and continue after CRLF and a space (RFC 5545 §3.1). */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > (parts.length === 0 ? 75 : 74)) {
      parts.push(part);
      part = '';
      octets = 0;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}

const text = (value: string): string =>
  value
    .replace(/\\/g, '\\\\')
    .replace(/[;,]/g, (c) => `\\${c}`)
    .replace(/\r?\n/g, '\\n');

function dayAfter(date: string): string {
  const next = new Date(`${date}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}

/** Open duties only; all-day events on the due date, reminded of three days ahead. */
export function dutiesAsIcs(duties: readonly Duty[], nowMs: number): string {
  const stamp = new Date(nowMs).toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//mulu//duties//ZH', 'CALSCALE:GREGORIAN'];
  for (const duty of duties) {
    if (duty.status === 'done' || duty.status === 'done-late') continue;
    const { period, event, rules, sharing, entry } = duty;
    const parts = [rules, duty.duty, period ?? '', event ?? '', sharing ?? ''];
    // Only duties of single entries carry the entry: the names of all others stay what they were.
    const uid = [...parts, ...(typeof entry === 'string' ? [entry] : [])].join('.');
    const summary = `${duty.label}${duty.party === 'A' ? '（主管部门办理）' : ''}${duty.provisional ? '（暂定）' : ''}`;
    lines.push(
      'BEGIN:VEVENT',
      `UID:${uid}@mulu`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${duty.due.replaceAll('-', '')}`,
      `DTEND;VALUE=DATE:${dayAfter(duty.due).replaceAll('-', '')}`,
      `SUMMARY:${text(summary)}`,
      `DESCRIPTION:${text(`${duty.regulation}${duty.article}：${duty.quote}\n${duty.subject}`)}`,
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `DESCRIPTION:${text(summary)}`,
      'TRIGGER:-P3D',
      'END:VALARM',
      'END:VEVENT',
    );
  }
  return [...lines, 'END:VCALENDAR', ''].map(folded).join('\r\n');
}
