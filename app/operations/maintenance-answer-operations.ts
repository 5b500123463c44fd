/** Answering for the entries of the open campaign (核对结果), in the program or from a signed sheet. */
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError, valueOf } from '#app/contract/failure';
import { calendarDate, parseCalendarDate, type CalendarDate } from '#app/deadlines/calendar-date';
import { addAttachment, readAttachmentFile } from '#app/storage/attachment-store';
import { appendAudit } from '#app/storage/audit-store';
import { addConfirmation, officesOf, resolveEntries } from '#app/storage/maintenance-answer-store';
import type { Connection } from '#app/storage/sqlite';
import { present, theOpenOne } from './maintenance-campaign';
import { opened, type Workspace } from './workspace';
import type { MaintenanceAnswer } from '#app/contract/maintenance-words';

function confirmedOn(workspace: Workspace, offline: { on: string } | undefined): CalendarDate {
  const today = calendarDate(workspace.host.today());
  if (!offline) return today;
  const on = valueOf(parseCalendarDate(offline.on));
  if (on > today)
    throw new FailureError('invalid-input', { field: '签名日期', value: on, reason: '在今天之后' });
  return on;
}

/** 处室负责人 speaks for the own office alone; 编制人 enters what any office returned on paper. */
async function assertOwnOffice(
  workspace: Workspace,
  tx: Connection,
  entries: readonly string[] | null,
  office: string | undefined,
): Promise<void> {
  const { session } = opened(workspace);
  if (session === undefined || session.roles.includes('编制人')) return;
  const offices = entries === null ? [office ?? '全部处室'] : await officesOf(tx, entries);
  const other = offices.find((one) => one !== session.office);
  if (other !== undefined) {
    throw new FailureError('step-not-allowed', {
      reason: `${session.account}只能确认${session.office || '本处室'}的信息资源，不能确认${other || '未写明处室'}的`,
    });
  }
}

/** Answers for named entries, an office or all; 应停用 is only a finding and retires nothing. */
export async function answer(
  workspace: Workspace,
  input: CallParsedInput<'maintenance.answer'>,
): Promise<CallOutput<'maintenance.answer'>> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const campaign = await theOpenOne(workspace);
  const all = input.entries === 'all';
  const opinion = (input.opinion ?? '').trim();
  if (all && opinion === '') throw new FailureError('step-needs-opinion', { step: '全面维护确认' });
  const on = confirmedOn(workspace, input.offline);
  const scan = input.offline?.scan === undefined ? null : await readAttachmentFile(input.offline.scan);
  const given: MaintenanceAnswer = input.answer ?? '无变化';
  const enteredBy = input.offline?.enteredBy || input.by;
  const confirmed = await library.write(async (tx) => {
    const atMs = host.nowMs();
    const entries = input.entries === 'all' ? null : await resolveEntries(tx, input.entries);
    const missing = entries?.missing[0];
    if (missing !== undefined) throw new FailureError('entry-not-found', { entry: missing });
    await assertOwnOffice(workspace, tx, entries?.ids ?? null, input.office);
    const attachmentId = scan
      ? await addAttachment(tx, scan, { atMs, by: input.offline?.enteredBy ?? input.by })
      : null;
    const count = await addConfirmation(tx, {
      campaign: campaign.id,
      entries: entries?.ids ?? null,
      office: all ? (input.office ?? null) : null,
      answer: given,
      note: input.note ?? '',
      opinion,
      by: input.by,
      enteredBy,
      on,
      offline: input.offline !== undefined,
      attachmentId,
      atMs,
    });
    await appendAudit(tx, {
      atMs,
      by: input.by,
      action: 'maintenance-answered',
      subject: campaign.period,
      detail: {
        answer: given,
        all,
        count,
        enteredBy,
        entries: entries?.ids.slice(0, 1000) ?? [],
        office: input.office ?? '',
        offline: input.offline !== undefined,
        on,
        opinion,
        scanSm3: scan?.sm3 ?? '',
      },
    });
    return count;
  });
  return { ...(await present(workspace, campaign)), confirmed };
}
