/**
 * Binds every call of the contract to its operation. A call without one does not compile; each answers an `Outcome`.
 */
import { calls, type CallName, type CallOutput, type CallParsedInput } from '#app/contract/calls';
import { FailureError, failed, outcomeOf, type Outcome } from '#app/contract/failure';
import * as check from './check-operations';
import * as delivery from './delivery-operations';
import * as calendars from './calendar-operations';
import * as duties from './duty-operations';
import * as happenings from './duty-events';
import { switchPreview } from './duty-switch';
import * as entries from './entry-operations';
import { exportCatalogue } from './export-operations';
import type { CallContext, Host } from './host';
import { importWorkbook } from './import-workbook';
import * as keys from './key-operations';
import * as ledgers from './ledger-operations';
import * as library from './library-operations';
import * as maintenance from './maintenance-operations';
import * as packages from './package-operations';
import * as reports from './report-operations';
import * as review from './review-operations';
import type { Workspace } from './workspace';

type Bound = {
  [N in CallName]: (
    workspace: Workspace,
    input: CallParsedInput<N>,
    context: CallContext,
  ) => Promise<CallOutput<N>>;
};

function notYet(): Promise<never> {
  return Promise.reject(new FailureError('not-available'));
}

const bound: Bound = {
  'library.create': library.create,
  'library.open': library.openAt,
  'library.close': library.close,
  'library.summary': library.summary,
  'library.backup': library.backup,
  'library.restore': library.restore,
  'library.doctor': library.doctor,
  'library.undo': library.undo,
  'settings.read': library.readAllSettings,
  'settings.save': library.saveAllSettings,
  'entries.list': entries.list,
  'entries.read': entries.read,
  'entries.save': entries.save,
  'entries.check': check.checkDraft,
  'entries.create': entries.create,
  'entries.remove': entries.remove,
  'entries.changes': entries.changes,
  'categories.list': entries.categories,
  'categories.save': entries.saveCategories,
  'fields.describe': entries.describeFields,
  'check.run': check.run,
  'check.counts': check.counts,
  'workbook.import': importWorkbook,
  'workbook.export': exportCatalogue,
  'review.take': review.take,
  'review.inbox': review.inbox,
  'review.history': review.history,
  'deadline.count': duties.countDeadline,
  'duties.list': duties.listDuties,
  'maintenance.start': maintenance.start,
  'maintenance.answer': maintenance.answer,
  'maintenance.status': maintenance.status,
  'maintenance.list': maintenance.list,
  'maintenance.finish': maintenance.finish,
  'events.add': happenings.add,
  'events.list': happenings.list,
  'events.act': happenings.act,
  'events.clearAct': happenings.clear,
  'events.extend': happenings.extend,
  'events.withdraw': happenings.withdraw,
  'reports.sent': happenings.reportSent,
  'reports.list': happenings.listReports,
  'calendar.list': calendars.listCalendars,
  'calendar.month': calendars.calendarMonth,
  'calendar.preview': calendars.preview,
  'calendar.install': calendars.install,
  'calendar.compose': calendars.compose,
  'ledger.list': ledgers.list,
  'ledger.rows': ledgers.rows,
  'ledger.save': ledgers.save,
  'ledger.withdraw': ledgers.withdraw,
  'ledger.export': ledgers.exportLedger,
  'ledger.page': ledgers.page,
  'rules.switchPreview': switchPreview,
  'rules.list': duties.listRules,
  'rules.read': duties.readRules,
  'report.model': reports.reportModel,
  'report.write': reports.writeReport,
  'key.create': keys.create,
  'key.request': keys.request,
  'key.import': keys.importKey,
  'key.show': keys.show,
  'trust.add': keys.trustAdd,
  'trust.list': keys.trustList,
  'trust.remove': keys.trustRemove,
  'package.make': packages.make,
  'package.verify': packages.verify,
  'package.list': packages.list,
  'delivery.carry': delivery.carry,
  'delivery.receive': delivery.receive,
  'delivery.receiveByHand': delivery.receiveByHand,
};

type AnyOperation = (workspace: Workspace, input: unknown, context: CallContext) => Promise<unknown>;

export type Operations = {
  [N in CallName]: (input: CallParsedInput<N>, context: CallContext) => Promise<Outcome<CallOutput<N>>>;
};

export function createOperations(host: Host): Operations {
  const workspace: Workspace = { host, current: null };
  const operations = Object.entries(bound).map(([name, operation]) => [
    name,
    (input: unknown, context: CallContext) =>
      outcomeOf(() => (operation as AnyOperation)(workspace, input, context)),
  ]);
  return Object.fromEntries(operations) as Operations;
}

/** Parses the input by the contract, then runs the operation: the one way in for every host. */
export async function runCall<N extends CallName>(
  operations: Operations,
  name: N,
  input: unknown,
  context: CallContext,
): Promise<Outcome<CallOutput<N>>> {
  const parsed = calls[name].input.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return failed('invalid-input', { field: issue?.path.join('.') ?? '', reason: issue?.message ?? '' });
  }
  return operations[name](parsed.data as CallParsedInput<N>, context);
}
