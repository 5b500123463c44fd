/**
 * Binds every call of the contract to its operation. A call without one does not compile; each answers an `Outcome`.
 */
import { calls, type CallName, type CallOutput, type CallParsedInput } from '#app/contract/calls';
import { failed, outcomeOf, type Outcome } from '#app/contract/failure';
import * as accounts from './account-operations';
import { admit } from './admission';
import * as attachments from './attachment-operations';
import * as audit from './audit-operations';
import * as check from './check-operations';
import * as desk from './desk-operations';
import * as delivery from './delivery-operations';
import * as bases from './basis-operations';
import * as batch from './batch-operations';
import * as recode from './recode-operations';
import * as calendars from './calendar-operations';
import * as duties from './duty-operations';
import * as dataUpdates from './data-update-operations';
import * as happenings from './duty-events';
import { switchPreview } from './duty-switch';
import * as entries from './entry-operations';
import * as explanations from './explain-operations';
import * as findings from './finding-operations';
import { describeChoice } from './export-entries';
import { exportCatalogue } from './export-operations';
import type { CallContext, Host } from './host';
import { importWorkbook } from './import-workbook';
import * as keys from './key-operations';
import * as ledgers from './ledger-operations';
import * as library from './library-operations';
import * as mappings from './mapping-operations';
import * as maintenanceAnswers from './maintenance-answer-operations';
import * as maintenance from './maintenance-operations';
import { merge } from './merge-operations';
import * as opinions from './opinion-operations';
import { opinionsFromWorkbook } from './opinions-from-workbook';
import * as offices from './office-sheets';
import { assertOutputs } from './output-files';
import * as packages from './package-operations';
import { redo } from './redo-operations';
import * as reports from './report-operations';
import * as review from './review-operations';
import * as revocations from './revocation-operations';
import { openSample } from './sample-library';
import * as settlements from './settlement-operations';
import * as session from './session-operations';
import * as platform from './sync-operations';
import * as versions from './version-operations';
import * as undo from './undo-operations';
import * as values from './value-operations';
import type { Workspace } from './workspace';

type Bound = {
  [N in CallName]: (
    workspace: Workspace,
    input: CallParsedInput<N>,
    context: CallContext,
  ) => Promise<CallOutput<N>>;
};

const bound: Bound = {
  'library.create': library.create,
  'library.open': library.openAt,
  'library.sample': openSample,
  'library.close': library.close,
  'library.summary': library.summary,
  'library.backup': library.backup,
  'library.restore': library.restore,
  'library.doctor': library.doctor,
  'library.nextUndo': undo.nextUndo,
  'library.undo': undo.undo,
  'library.redo': redo,
  'settings.read': library.readAllSettings,
  'settings.save': library.saveAllSettings,
  'entries.list': entries.list,
  'entries.place': entries.place,
  'entries.read': entries.read,
  'entries.save': entries.save,
  'entries.create': entries.create,
  'entries.remove': entries.remove,
  'entries.changes': entries.changes,
  'categories.list': entries.categories,
  'categories.save': entries.saveCategories,
  'fields.describe': entries.describeFields,
  'check.run': check.run,
  'check.counts': check.counts,
  'check.context': check.context,
  'entries.batch': batch.batch,
  'categories.recode': recode.recode,
  'codes.next': recode.nextCode,
  'entries.counts': desk.counts,
  'entries.facets': desk.facets,
  'entries.completeness': findings.completeness,
  'bases.list': bases.list,
  'bases.change': bases.change,
  'imports.list': desk.imports,
  'findings.rules': findings.rules,
  'findings.list': findings.list,
  'findings.entries': findings.entries,
  'bin.list': desk.listBin,
  'bin.restore': desk.restore,
  'findings.settle': settlements.settle,
  'findings.explain': explanations.explain,
  'findings.gone': explanations.gone,
  'findings.together': explanations.together,
  'findings.withdraw': explanations.withdraw,
  'secrecy.read': settlements.readSecrecy,
  'secrecy.save': settlements.saveSecrecy,
  'workbook.import': importWorkbook,
  'workbook.export': exportCatalogue,
  'workbook.choice': describeChoice,
  'mapping.preview': mappings.preview,
  'mapping.save': mappings.save,
  'mapping.list': mappings.list,
  'mapping.remove': mappings.remove,
  'values.list': values.list,
  'values.save': values.save,
  'office.export': offices.exportSheets,
  'office.import': offices.importSheets,
  'review.take': review.take,
  'review.inbox': review.inbox,
  'review.compilers': review.compilers,
  'review.history': review.history,
  'session.state': session.sessionState,
  'session.signIn': session.signIn,
  'session.signOut': session.signOut,
  'account.add': accounts.add,
  'account.list': accounts.list,
  'account.change': accounts.change,
  'account.disable': accounts.disable,
  'account.enable': accounts.enable,
  'account.reset': accounts.reset,
  'account.changePassword': accounts.changePassword,
  'audit.verify': audit.verify,
  'audit.list': audit.list,
  'audit.export': audit.exportLog,
  'audit.retain': audit.retain,
  'versions.compare': versions.compare,
  'versions.restore': versions.restore,
  'entries.history': versions.history,
  'attachment.add': attachments.add,
  'attachment.list': attachments.list,
  'attachment.remove': attachments.remove,
  'attachment.save': attachments.save,
  'deadline.count': duties.countDeadline,
  'duties.list': duties.listDuties,
  'maintenance.start': maintenance.start,
  'maintenance.answer': maintenanceAnswers.answer,
  'maintenance.status': maintenance.status,
  'maintenance.list': maintenance.list,
  'maintenance.finish': maintenance.finish,
  'duties.assign': duties.assignDuty,
  'dataUpdates.list': dataUpdates.list,
  'dataUpdates.record': dataUpdates.record,
  'dataUpdates.history': dataUpdates.history,
  'dataUpdates.withdraw': dataUpdates.withdraw,
  'events.add': happenings.add,
  'events.entries': happenings.entries,
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
  'crl.add': revocations.addLists,
  'crl.list': revocations.listLists,
  'crl.remove': revocations.removeList,
  'trust.expiry': revocations.expiry,
  'package.make': packages.make,
  'package.verify': packages.verify,
  'package.list': packages.list,
  'delivery.carry': delivery.carry,
  'delivery.receive': delivery.receive,
  'delivery.receiveByHand': delivery.receiveByHand,
  'delivery.sync': platform.sync,
  'package.withdraw': delivery.withdraw,
  'package.merge': merge,
  'platform.save': platform.saveSettingsOfPlatform,
  'platform.settings': platform.settingsOfPlatform,
  'platform.compare': platform.compare,
  'opinions.list': opinions.list,
  'opinions.setDue': opinions.setDue,
  'opinions.fromWorkbook': opinionsFromWorkbook,
};

type AnyOperation = (workspace: Workspace, input: unknown, context: CallContext) => Promise<unknown>;

export type Operations = {
  [N in CallName]: (input: CallParsedInput<N>, context: CallContext) => Promise<Outcome<CallOutput<N>>>;
};

export function createOperations(host: Host): Operations {
  return operationsOn({ host, current: null });
}

export function operationsOn(workspace: Workspace): Operations {
  const operations = Object.entries(bound).map(([name, operation]) => [
    name,
    (input: unknown, context: CallContext) =>
      outcomeOf(async () => {
        const admitted = await admit(workspace, name as CallName, input);
        await assertOutputs(workspace, name as CallName, admitted.input);
        return (operation as AnyOperation)(admitted.workspace, admitted.input, context);
      }),
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
