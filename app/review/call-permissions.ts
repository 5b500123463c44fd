/**
 * Who may make which call once a library has accounts. Enforced where calls reach the operations, never by the screen:
 * a call that is not in this table does not compile, and at run time it is refused.
 */
import type { CallName } from '#app/contract/calls';
import type { Role } from './roles';

/**
 * `open`: needs no library, or is the way in. `signed-in`: any account, for looking. `step`: by the step of the review
 * chain. Otherwise the roles, any one of which will do.
 */
export type Permission = 'open' | 'signed-in' | 'step' | readonly Role[];

const COMPILERS: readonly Role[] = ['编制人'];
const BUSINESS: readonly Role[] = [
  '编制人',
  '处室负责人',
  '审核人',
  '保密审查人',
  '共享工作机构负责人',
  '部门负责人',
];
/** Those who keep the books: events, replies, deliveries. */
const CLERKS: readonly Role[] = ['编制人', '审核人'];
/** 条例第二十条: applications and replies are signed by the head of the sharing body. */
const EVENT_KEEPERS: readonly Role[] = ['编制人', '处室负责人', '审核人', '共享工作机构负责人'];
const ADMINISTRATORS: readonly Role[] = ['系统管理员'];
const LOG_READERS: readonly Role[] = ['系统管理员', '审计员'];

export const CALL_PERMISSIONS: Readonly<Record<CallName, Permission>> = {
  'library.create': 'open',
  'library.open': 'open',
  'library.sample': 'open',
  'library.close': 'open',
  // Says no more than opening the library did.
  'library.summary': 'open',
  'library.restore': 'open',
  'library.backup': ['编制人', '系统管理员'],
  'library.doctor': ADMINISTRATORS,
  'library.undo': COMPILERS,
  'settings.read': 'signed-in',
  'settings.save': ADMINISTRATORS,
  'entries.list': 'signed-in',
  'entries.read': 'signed-in',
  'entries.check': 'signed-in',
  'entries.changes': 'signed-in',
  'entries.history': 'signed-in',
  'entries.save': COMPILERS,
  'entries.create': COMPILERS,
  'entries.remove': COMPILERS,
  'versions.compare': 'signed-in',
  'versions.restore': COMPILERS,
  'categories.list': 'signed-in',
  'categories.save': ['编制人', '系统管理员'],
  'fields.describe': 'signed-in',
  'check.run': 'signed-in',
  'check.counts': 'signed-in',
  'entries.batch': COMPILERS,
  'categories.recode': COMPILERS,
  'codes.next': 'signed-in',
  'entries.counts': 'signed-in',
  'entries.facets': 'signed-in',
  'bin.list': 'signed-in',
  'bin.restore': COMPILERS,
  // A secrecy mark is cleared by the 保密审查人 alone: the operation asks again.
  'findings.settle': BUSINESS,
  'secrecy.read': 'signed-in',
  'secrecy.save': ['保密审查人', '系统管理员'],
  'workbook.import': COMPILERS,
  'workbook.export': 'signed-in',
  'mapping.preview': 'signed-in',
  'mapping.list': 'signed-in',
  'mapping.save': COMPILERS,
  'mapping.remove': COMPILERS,
  'values.list': 'signed-in',
  'values.save': COMPILERS,
  'office.export': 'signed-in',
  'office.import': COMPILERS,
  'review.take': 'step',
  'review.inbox': 'signed-in',
  'review.history': 'signed-in',
  'report.model': 'signed-in',
  'report.write': 'signed-in',
  'deadline.count': 'open',
  'duties.list': 'signed-in',
  'maintenance.start': ['编制人', '审核人'],
  'maintenance.answer': ['编制人', '处室负责人'],
  'maintenance.status': 'signed-in',
  'maintenance.list': 'signed-in',
  'maintenance.finish': ['编制人', '审核人'],
  'events.add': EVENT_KEEPERS,
  'events.list': 'signed-in',
  'events.act': EVENT_KEEPERS,
  'events.clearAct': EVENT_KEEPERS,
  'events.extend': EVENT_KEEPERS,
  'events.withdraw': EVENT_KEEPERS,
  'reports.sent': CLERKS,
  'reports.list': 'signed-in',
  'calendar.list': 'open',
  'calendar.month': 'open',
  'calendar.preview': 'signed-in',
  'calendar.compose': 'signed-in',
  'calendar.install': ADMINISTRATORS,
  'ledger.list': 'signed-in',
  'ledger.rows': 'signed-in',
  'ledger.save': EVENT_KEEPERS,
  'ledger.withdraw': EVENT_KEEPERS,
  'ledger.export': 'signed-in',
  'ledger.page': 'signed-in',
  'rules.list': 'open',
  'rules.read': 'open',
  'rules.switchPreview': 'signed-in',
  'key.create': 'open',
  'key.request': 'open',
  'key.import': 'open',
  'key.show': 'open',
  'trust.add': ADMINISTRATORS,
  'trust.list': 'signed-in',
  'trust.remove': ADMINISTRATORS,
  'package.make': CLERKS,
  'package.verify': 'open',
  'package.list': 'signed-in',
  'package.withdraw': CLERKS,
  'package.merge': COMPILERS,
  'delivery.carry': CLERKS,
  'delivery.receive': CLERKS,
  'delivery.receiveByHand': CLERKS,
  'delivery.sync': CLERKS,
  'platform.settings': 'signed-in',
  'platform.save': ADMINISTRATORS,
  'platform.compare': 'signed-in',
  'opinions.list': 'signed-in',
  'opinions.setDue': CLERKS,
  'opinions.fromWorkbook': CLERKS,
  'session.state': 'open',
  'session.signIn': 'open',
  'session.signOut': 'open',
  'account.add': ADMINISTRATORS,
  'account.list': LOG_READERS,
  'account.change': ADMINISTRATORS,
  'account.disable': ADMINISTRATORS,
  'account.enable': ADMINISTRATORS,
  'account.reset': ADMINISTRATORS,
  'account.changePassword': 'signed-in',
  'audit.verify': LOG_READERS,
  'audit.list': LOG_READERS,
  'audit.export': LOG_READERS,
  // Removing what is archived is not for the one whose acts the log holds.
  'audit.retain': ['审计员'],
  'attachment.add': BUSINESS,
  'attachment.list': 'signed-in',
  'attachment.remove': BUSINESS,
  'attachment.save': 'signed-in',
};

/** Calls that go on record by a name: without accounts the caller gives it. */
export const CALLS_BY_NAME: ReadonlySet<CallName> = new Set<CallName>([
  'review.take',
  'maintenance.start',
  'maintenance.answer',
  'maintenance.finish',
]);
