import { useState } from 'react';
import { App } from 'antd';
import type { Failure } from '#app/contract/failure';
import type { ChosenFile } from '#app/contract/window-calls';
import { call, useCall, type OutputOf } from '#renderer/call';
import { useLibrary, useNavigation, useWork } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { chooseFiles, chooseFolder } from '#renderer/parts/file-picker';
import { Panes } from '#renderer/parts/panes';
import { useComplain } from '#renderer/parts/use-complain';
import { text } from '#renderer/text/zh-cn';
import { AnswerDialog } from './answer-dialog';
import {
  dutyOf,
  type AnswerScope,
  type Campaign,
  type CheckedEntry,
  type MaintenanceAnswer,
  NO_CHECK_FILTERS,
  officeLabel,
} from './campaign';
import { CampaignHead } from './campaign-head';
import { CampaignNotices, type ExportedSheets } from './campaign-notices';
import { CheckTable } from './check-table';
import { CheckTools } from './check-tools';
import { FinishDialog } from './finish-dialog';
import { OfficePane } from './office-pane';
import { SheetsBack } from './sheets-back';
import { useCheckList } from './use-check-list';

const words = text.maintenance;

interface Asking {
  readonly scope: AnswerScope;
  readonly answer: MaintenanceAnswer;
  readonly offline: boolean;
}

interface SheetsRead {
  readonly files: readonly ChosenFile[];
  readonly read: OutputOf<'office.import'>;
}

export interface CampaignPartProps {
  readonly campaign: Campaign;
  readonly onChanged: () => void;
  readonly onRecord: () => void;
  /** Back to the present period, where an earlier one is shown. */
  readonly onBack: (() => void) | undefined;
}

/** One maintenance: its head, the offices, and the entries with their answers. */
export function CampaignPart({ campaign, onChanged, onRecord, onBack }: CampaignPartProps) {
  const { person, signedIn, today } = useLibrary();
  const { go } = useNavigation();
  const { message } = App.useApp();
  const complain = useComplain();
  const work = useWork();
  const duties = useCall('duties.list', {});
  const open = campaign.finishedOn === null;
  const mayAnswer = useMayWrite('maintenance.answer') && open;
  // 处室负责人 speaks for the own office alone.
  const own = !mayAnswer || signedIn === null || signedIn.roles.includes('编制人') ? null : signedIn.office;
  const list = useCheckList(campaign.period, {
    ...NO_CHECK_FILTERS,
    answer: open && campaign.remaining > 0 ? '未答复' : null,
    office: own,
  });
  const { filters } = list;
  const may = {
    answer: mayAnswer && (own === null || filters.office === own),
    takeSheets: useMayWrite('office.import') && open,
    finish: useMayWrite('maintenance.finish') && open,
  };
  const [asking, setAsking] = useState<Asking | null>(null);
  const [finishing, setFinishing] = useState(false);
  const [unfinished, setUnfinished] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [exported, setExported] = useState<ExportedSheets | null>(null);
  const [sheets, setSheets] = useState<SheetsRead | null>(null);

  const renewed = (answered?: readonly string[]) => {
    list.renew(answered);
    onChanged();
  };
  const answerOne = async (entry: CheckedEntry, answer: MaintenanceAnswer) => {
    const scope: AnswerScope = { kind: 'entries', ids: [entry.id], name: entry.name };
    // What needs no word is answered at once; a change is described first.
    if (answer !== '无变化' || person === '') {
      setAsking({ scope, answer, offline: false });
      return;
    }
    list.show(entry.id, { answer, note: '', by: person, on: today, offline: false });
    const at = list.current;
    if (list.rowAt(at)?.id === entry.id && at + 1 < (list.pages.total ?? 0)) list.setCurrent(at + 1);
    const outcome = await call('maintenance.answer', { entries: [entry.id], answer, by: person });
    if (outcome.ok) onChanged();
    else {
      list.show(entry.id, null);
      complain(outcome.failure);
    }
  };
  const answerSelected = (answer: MaintenanceAnswer) => {
    const ids = [...list.selected];
    const only = ids.length === 1 ? list.rowAt(list.current) : undefined;
    const name = only !== undefined && only.id === ids[0] ? only.name : '';
    setAsking({ scope: { kind: 'entries', ids, name }, answer, offline: false });
  };
  const exportSheets = async () => {
    const folder = await chooseFolder(words.sheets.folder);
    if (folder === null) return;
    setBusy(true);
    setFailure(null);
    const input = { folder: folder.token, ...(filters.office === null ? {} : { offices: [filters.office] }) };
    const outcome = await work.run('office.export', input, words.sheets.exporting);
    setBusy(false);
    if (outcome.ok) {
      const { files } = outcome.value;
      const entries = files.reduce((sum, file) => sum + file.entries, 0);
      setExported({ folder, files: files.length, entries });
    } else if (outcome.failure.code !== 'cancelled') setFailure(outcome.failure);
  };
  const importSheets = async () => {
    const files = await chooseFiles(words.sheets.choose, ['workbook']);
    if (files.length === 0) return;
    setBusy(true);
    setFailure(null);
    const outcome = await work.run(
      'office.import',
      { files: files.map(({ token }) => token) },
      words.sheets.reading,
    );
    setBusy(false);
    if (outcome.ok) setSheets({ files, read: outcome.value });
    else if (outcome.failure.code !== 'cancelled') setFailure(outcome.failure);
  };
  const finish = () => {
    if (campaign.remaining > 0) setUnfinished(true);
    else setFinishing(true);
  };

  return (
    <>
      <CampaignHead
        campaign={campaign}
        duty={dutyOf(duties.value?.duties ?? [], campaign.period, campaign.rule)}
        may={may}
        busy={busy}
        onExportSheets={() => void exportSheets()}
        onImportSheets={() => void importSheets()}
        onOffline={() =>
          setAsking({ scope: { kind: 'rest', office: filters.office }, answer: '无变化', offline: true })
        }
        onFinish={finish}
        onRecord={onRecord}
        onBack={onBack}
      />
      <CampaignNotices
        campaign={campaign}
        failure={failure}
        unfinished={unfinished}
        exported={exported}
        onClose={() => {
          setFailure(null);
          setUnfinished(false);
          setExported(null);
        }}
        onShow={(answer) => list.setFilters({ office: null, answer, query: '' })}
      />
      <Panes
        name="maintenance"
        panes={[
          {
            key: 'offices',
            size: 200,
            min: 140,
            content: (
              <OfficePane
                campaign={campaign}
                office={filters.office}
                onOffice={(office) => list.setFilters({ ...filters, office })}
              />
            ),
          },
          {
            key: 'entries',
            min: 560,
            content: (
              <>
                <CheckTools
                  campaign={campaign}
                  list={list}
                  working={may.answer}
                  onAnswerSelected={answerSelected}
                  onRest={() =>
                    setAsking({
                      scope: { kind: 'rest', office: filters.office },
                      answer: '无变化',
                      offline: false,
                    })
                  }
                />
                <CheckTable
                  list={list}
                  working={may.answer}
                  onAnswer={(entry, answer) => void answerOne(entry, answer)}
                  onAnswerSelected={answerSelected}
                  onOpen={(entry) => go({ screen: 'entries', entry: entry.id })}
                  onFinish={may.finish && campaign.remaining === 0 ? finish : undefined}
                />
                {mayAnswer && (
                  <div className="page-bar page-bar-bottom quiet maintenance-keys">
                    {may.answer ? words.list.keys : words.list.ownOffice(officeLabel(own ?? ''))}
                  </div>
                )}
              </>
            ),
          },
        ]}
      />
      {asking !== null && (
        <AnswerDialog
          campaign={campaign}
          scope={asking.scope}
          answer={asking.answer}
          offline={asking.offline}
          onClose={() => setAsking(null)}
          onDone={({ confirmed }, given) => {
            setAsking(null);
            void message.success(words.dialog.done(confirmed, given));
            renewed(asking.scope.kind === 'entries' ? asking.scope.ids : []);
          }}
        />
      )}
      {finishing && (
        <FinishDialog
          campaign={campaign}
          onClose={() => setFinishing(false)}
          onDone={() => {
            setFinishing(false);
            void message.success(words.finish.done(campaign.periodLabel));
            list.setFilters({ office: null, answer: null, query: '' });
            renewed();
          }}
        />
      )}
      {sheets !== null && (
        <SheetsBack
          files={sheets.files}
          read={sheets.read}
          owing={new Set(campaign.byOffice.filter((one) => one.remaining > 0).map(({ office }) => office))}
          onClose={() => setSheets(null)}
          onRecorded={(count) => {
            setSheets(null);
            void message.success(words.sheets.recorded(count));
            renewed();
          }}
        />
      )}
    </>
  );
}
