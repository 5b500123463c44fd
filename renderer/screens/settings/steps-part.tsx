import { useEffect, useState } from 'react';
import { Button, Switch, Table, type TableColumnsType } from 'antd';
import type { ReviewStepName } from '#app/contract/calls';
import { COUNTERSIGN_SETTING, SEPARATE_PERSONS_WAIVER } from '#app/review/roles';
import { call } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { Citation } from '#renderer/parts/citation';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { FormDialog } from '#renderer/parts/form-dialog';
import { TextField } from '#renderer/parts/form-fields';
import { Loading } from '#renderer/parts/loading';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { useConfirm } from '#renderer/parts/use-confirm';
import { text } from '#renderer/text/zh-cn';
import { useSettings } from './use-settings';

const words = text.settings.steps;

interface Demand {
  readonly step: ReviewStepName;
  readonly label: string;
  readonly by: string;
  readonly citations: readonly {
    readonly regulation: string;
    readonly article: string;
    readonly quote: string;
  }[];
}

const ORDER: readonly ReviewStepName[] = ['confirm', 'approve', 'assess', 'clear', 'consent'];

/** Steps that the packs in force demand, each with every article that does. */
function useDemands(): readonly Demand[] | null {
  const { summary, rules } = useLibrary();
  const [demands, setDemands] = useState<readonly Demand[] | null>(null);
  const inForce = summary.rules.filter((id) => rules.find((row) => row.id === id)?.inForce).join(' ');
  useEffect(() => {
    const ids = inForce.split(' ').filter(Boolean);
    void Promise.all(ids.map((id) => call('rules.read', { rules: id }))).then((outcomes) => {
      const steps = outcomes.flatMap((outcome, index) => {
        if (!outcome.ok) return [];
        const name = rules.find((row) => row.id === ids[index])?.name ?? '';
        return outcome.value.pack.reviewSteps
          .filter((one) => one.demanded)
          .map((one) => ({ ...one, regulation: name }));
      });
      setDemands(
        ORDER.flatMap((step) => {
          const own = steps.filter((one) => one.step === step);
          const first = own[0];
          return first ? [{ step, label: first.label, by: first.by, citations: own }] : [];
        }),
      );
    });
  }, [inForce, rules]);
  return demands;
}

function WaiveDialog(props: {
  readonly title: string;
  readonly hint: string;
  readonly label: string;
  readonly action: string;
  readonly onClose: () => void;
  readonly onWaive: (reason: string) => void;
}) {
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={props.title}
      action={props.action}
      danger
      required={[{ id: 'waive-reason', label: props.label, blank: reason.trim() === '' }]}
      onSave={() => {
        props.onWaive(reason.trim());
        return undefined;
      }}
      onClose={props.onClose}
    >
      <p>{props.hint}</p>
      <TextField
        id="waive-reason"
        label={props.label}
        required
        multiline
        limit={500}
        value={reason}
        onChange={setReason}
      />
    </FormDialog>
  );
}

/** Which steps are taken, on what ground, and which were waived with a reason that is printed. */
export function StepsPart() {
  const { signedIn } = useLibrary();
  const maySave = useMayWrite('settings.save');
  const settings = useSettings();
  const demands = useDemands();
  const confirm = useConfirm();
  const [waiving, setWaiving] = useState<Demand | 'separate' | null>(null);
  if (settings.failure) return <FailureNotice failure={settings.failure} />;
  if (settings.values === null || demands === null) return <Loading />;
  const { values } = settings;
  const reasonOf = (step: ReviewStepName): string => values[`waive.${step}`] ?? '';
  const separateReason = values[SEPARATE_PERSONS_WAIVER] ?? '';

  const restore = async (demand: Demand) => {
    const agreed = await confirm({
      title: words.restoreTitle(demand.label),
      consequence: words.restoreText,
      action: words.restore,
    });
    if (agreed) await settings.save({ [`waive.${demand.step}`]: '' });
  };
  const columns: TableColumnsType<Demand> = [
    { title: words.step, dataIndex: 'label', width: 170 },
    { title: words.by, dataIndex: 'by', width: 120 },
    {
      title: words.basis,
      render: (_, row) =>
        row.citations.map((place, index) => (
          <div key={index}>
            <Citation place={place} />
          </div>
        )),
    },
    {
      title: words.state,
      width: 210,
      render: (_, row) =>
        reasonOf(row.step) === '' ? (
          <span className="good">{words.taken}</span>
        ) : (
          <span className="warn">
            {words.waived}：{reasonOf(row.step)}
          </span>
        ),
    },
    {
      title: text.settings.categories.actions,
      width: 110,
      render: (_, row) =>
        maySave &&
        (reasonOf(row.step) === '' ? (
          <Button size="small" onClick={() => setWaiving(row)}>
            {words.waive}
          </Button>
        ) : (
          <Button size="small" onClick={() => void restore(row)}>
            {words.restore}
          </Button>
        )),
    },
  ];
  return (
    <ScrollArea label={text.settings.parts.steps}>
      <div className="settings-wide">
        <p>{words.intro}</p>
        <Table<Demand>
          className="plain-table"
          size="small"
          pagination={false}
          columns={columns}
          dataSource={[...demands]}
          rowKey="step"
        />
        <div className="settings-switch">
          <Switch
            id="settings-office"
            aria-label={words.office}
            disabled={!maySave}
            checked={values['officeConfirmation'] === '是'}
            onChange={(on) => void settings.save({ officeConfirmation: on ? '是' : '否' })}
          />
          <label htmlFor="settings-office">{words.office}</label>
          <span className="quiet">{words.officeHint}</span>
        </div>
        <div className="settings-switch">
          <Switch
            id="settings-countersign"
            aria-label={words.countersign}
            disabled={!maySave}
            checked={values[COUNTERSIGN_SETTING] === '是'}
            onChange={(on) => void settings.save({ [COUNTERSIGN_SETTING]: on ? '是' : '否' })}
          />
          <label htmlFor="settings-countersign">{words.countersign}</label>
          <span className="quiet">{words.countersignHint}</span>
        </div>
        <div className="settings-switch">
          <Switch
            id="settings-separate"
            aria-label={words.separate}
            disabled={!maySave}
            checked={separateReason === ''}
            onChange={(on) => {
              if (on) void settings.save({ [SEPARATE_PERSONS_WAIVER]: '' });
              else setWaiving('separate');
            }}
          />
          <label htmlFor="settings-separate">{words.separate}</label>
          <div className="quiet">
            {separateReason === '' ? words.separateHint : `${words.off}：${separateReason}`}
            {separateReason === '' && signedIn === null && (
              <div className="warn">{words.separateNoAccounts}</div>
            )}
          </div>
        </div>
      </div>
      {waiving !== null && (
        <WaiveDialog
          title={waiving === 'separate' ? words.separate : words.waiveTitle(waiving.label)}
          hint={waiving === 'separate' ? words.separateHint : words.waiveText}
          label={waiving === 'separate' ? words.separateReason : words.reason}
          action={waiving === 'separate' ? words.off : words.waiveAction}
          onClose={() => setWaiving(null)}
          onWaive={(reason) => {
            const key = waiving === 'separate' ? SEPARATE_PERSONS_WAIVER : `waive.${waiving.step}`;
            setWaiving(null);
            void settings.save({ [key]: reason });
          }}
        />
      )}
    </ScrollArea>
  );
}
