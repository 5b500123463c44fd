/** Rows of the record books (台账) as the papers made of them need them. */
import { FailureError } from '#app/contract/failure';
import type { LedgerRowFacts, RowLimit } from '#app/review/report-ledger-forms';
import type { OwnApplication } from '#app/review/report-annual';
import type { RegisterLine } from '#app/review/report-register';
import type { ServiceChange } from '#app/review/report-retirement';
import type { StaffLine } from '#app/review/report-staff';
import { rolesOnFile } from './report-accounts';
import { list, rows } from './ledger-operations';
import type { Workspace } from './workspace';

type Row = Awaited<ReturnType<typeof rows>>['rows'][number];

/** All rows of the ledgers of one stable name, under whichever pack of the library they are kept; by date. */
async function rowsOf(workspace: Workspace, name: string, year?: number): Promise<Row[]> {
  const { ledgers } = await list(workspace);
  const found: Row[] = [];
  for (const { ledger } of ledgers.filter((one) => one.ledger.endsWith(`/${name}`) && one.rows > 0)) {
    for (let offset = 0; ;) {
      const page = await rows(workspace, { ledger, year, offset, limit: 1000 });
      found.push(...page.rows);
      offset += page.rows.length;
      if (page.rows.length === 0 || offset >= page.total) break;
    }
  }
  return found;
}

const said = (row: Row, column: string): string => row.values[column]?.trim() ?? '';

function limitsOf(row: Row): RowLimit[] {
  return row.duties
    .filter((duty) => duty.party === 'P')
    .sort((a, b) => (a.due < b.due ? -1 : 1))
    .map(({ label, regulation, article, due, provisional }) => ({
      label,
      basis: `${regulation}${article}`,
      due,
      provisional,
    }));
}

/**
 * The row that a paper is about: the one named by its id or the id of its event, else the latest whose `until` column
 * is still empty, else none, and the paper is a blank form. An unknown name fails as `event-not-found`.
 */
export async function rowFacts(
  workspace: Workspace,
  name: string,
  until: string,
  subject: string | null,
): Promise<LedgerRowFacts | null> {
  const all = await rowsOf(workspace, name);
  const row =
    subject === null
      ? all.findLast((one) => said(one, until) === '')
      : all.find((one) => one.id === subject || one.events.includes(subject));
  if (row === undefined && subject !== null) throw new FailureError('event-not-found', { event: subject });
  return row ? { values: row.values, limits: limitsOf(row) } : null;
}

export async function serviceChanges(workspace: Workspace): Promise<ServiceChange[]> {
  return (await rowsOf(workspace, 'service-changes')).map((row) => ({
    resource: said(row, '信息资源'),
    matter: said(row, '事项'),
    reason: said(row, '原因'),
    users: said(row, '使用部门'),
    talkedOn: said(row, '协商日期'),
    outcome: said(row, '协商结果'),
    filedOn: said(row, '备案日期'),
    transition: said(row, '过渡安排'),
  }));
}

/** What the department asked of others in a year (条例第二十条第二款), in the order of the book. */
export async function ownApplications(workspace: Workspace, year: number): Promise<OwnApplication[]> {
  return (await rowsOf(workspace, 'own-applications', year)).map((row) => ({
    resource: [said(row, '提供部门'), said(row, '申请的信息资源')].filter(Boolean).join('：'),
    use: said(row, '使用场景'),
    effect: said(row, '使用成效'),
  }));
}

/** Those on file; a library whose rules know no such ledger names the holders of its accounts. */
export async function staffLines(workspace: Workspace): Promise<StaffLine[]> {
  const filed = (await rowsOf(workspace, 'staff-filing')).map((row) => ({
    duty: said(row, '职责') || said(row, '责任部门'),
    name: said(row, '姓名') || said(row, '责任人'),
    office: said(row, '处室') || said(row, '责任部门'),
    phone: said(row, '电话'),
    changedOn: said(row, '变动日期'),
    change: said(row, '变动情况'),
  }));
  if (filed.length > 0) return filed;
  return (await rolesOnFile(workspace)) ?? [];
}

/** Updates of the catalogue, of one year or all, by the day they began. */
export async function registerLines(workspace: Workspace, year: number | null): Promise<RegisterLine[]> {
  const found = await rowsOf(workspace, 'catalogue-updates', year ?? undefined);
  return found.map((row) => {
    const own = row.duties.filter((duty) => duty.party === 'P');
    const late = own.some((duty) => duty.status === 'overdue' || duty.status === 'done-late');
    const done = own.length > 0 && own.every((duty) => duty.status === 'done');
    return {
      kind: said(row, '事由'),
      about: said(row, '事项'),
      instrument: said(row, '依据文件及文号'),
      on: said(row, '发生日期'),
      limits: limitsOf(row),
      resources: said(row, '涉及资源'),
      batch: said(row, '批次号'),
      approvedOn: said(row, '审定日期'),
      submittedOn: said(row, '报送日期'),
      publishedOn: said(row, '发布日期'),
      inTime: late ? '否' : done ? '是' : '',
      extension: said(row, '延期批准文号'),
    };
  });
}
