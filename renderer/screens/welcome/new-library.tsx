import { useEffect, useState } from 'react';
import { AutoComplete, Button, Input } from 'antd';
import { CheckCircleOutlined, ExclamationCircleFilled } from '@ant-design/icons';
import { creditCodeState } from '#app/classification/credit-code';
import type { Failure } from '#app/contract/failure';
import { call, useCall } from '#renderer/call';
import type { Summary } from '#renderer/frame/contexts';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Field } from '#renderer/parts/field';
import { chooseSave, safeFileName } from '#renderer/parts/file-picker';
import { matchesTyped } from '#renderer/parts/pinyin-initials';
import { text } from '#renderer/text/zh-cn';
import { REGIONS, regionName } from './regions';
import { RuleChoice } from './rule-choice';

const words = text.welcome.form;
const CODE_LENGTH = 18;

function CreditCodeNote({ code }: { readonly code: string }) {
  if (code === '') return null;
  if (code.length < CODE_LENGTH) return <span className="quiet">{words.code.length(code.length)}</span>;
  const state = creditCodeState(code);
  return state === 'valid' ? (
    <span className="good">
      <CheckCircleOutlined aria-hidden /> {words.code.valid}
    </span>
  ) : (
    <span className="warn">
      <ExclamationCircleFilled aria-hidden /> {words.code[state]}
    </span>
  );
}

/** The registration area inside a credit code: its 3rd to 8th character. */
function regionOf(creditCode: string): string {
  const region = creditCode.slice(2, 8);
  return /^\d{6}$/.test(region) ? region : '';
}

/** Of the packs made for an area, the one nearest to a region: its city's before its province's. */
function nearestRules(packs: readonly { id: string; region: string }[], region: string): string | null {
  const for_ = (area: string) => packs.find((pack) => pack.region === area)?.id;
  return for_(region) ?? for_(`${region.slice(0, 4)}00`) ?? for_(`${region.slice(0, 2)}0000`) ?? null;
}

/** Which area each local pack was made for, asked of the packs themselves. */
function usePackRegions(): readonly { id: string; region: string }[] {
  const { value } = useCall('rules.list', {});
  const [regions, setRegions] = useState<readonly { id: string; region: string }[]>([]);
  useEffect(() => {
    const rows = value?.rules ?? [];
    void Promise.all(rows.map((row) => call('rules.read', { rules: row.id }))).then((outcomes) => {
      setRegions(
        outcomes.flatMap((outcome, index) => {
          const region = outcome.ok ? outcome.value.pack.region : null;
          return region === null ? [] : [{ id: rows[index]!.id, region }];
        }),
      );
    });
  }, [value]);
  return regions;
}

export interface NewLibraryProps {
  readonly onBack: () => void;
  readonly onCreated: (summary: Summary) => void;
}

/** Department, code, area, rules, place: nothing else is asked before the first import. */
export function NewLibrary({ onBack, onCreated }: NewLibraryProps) {
  const [department, setDepartment] = useState('');
  const [creditCode, setCreditCode] = useState('');
  const [region, setRegion] = useState('');
  const [rules, setRules] = useState('');
  const [chosenByHand, setChosenByHand] = useState(false);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const packRegions = usePackRegions();

  const takeRegion = (next: string) => {
    setRegion(next);
    const nearest = /^\d{6}$/.test(next) ? nearestRules(packRegions, next) : null;
    if (!chosenByHand && nearest !== null) setRules(nearest);
  };
  const takeCode = (typed: string) => {
    const code = typed.normalize('NFKC').replace(/\s/g, '').toUpperCase();
    setCreditCode(code);
    const fromCode = regionOf(code);
    if (fromCode !== '' && (region === '' || region === regionOf(creditCode))) takeRegion(fromCode);
  };

  const missing = department.trim() === '' ? words.departmentMissing : rules === '' ? words.rulesMissing : '';

  const create = async () => {
    setAsked(true);
    setFailure(null);
    if (missing !== '') {
      if (department.trim() === '') document.getElementById('new-department')?.focus();
      return;
    }
    const name = words.suggested(safeFileName(department.trim()));
    const place = await chooseSave(words.saveAs, ['library'], name);
    if (place === null) return;
    setBusy(true);
    const outcome = await call('library.create', {
      library: place.token,
      department: department.trim(),
      creditCode,
      region,
      rules,
    });
    setBusy(false);
    if (outcome.ok) onCreated(outcome.value);
    else setFailure(outcome.failure);
  };

  const help = (sentence: string) => ({ help: sentence });
  return (
    <form
      className="new-library"
      aria-label={words.title}
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <h2>{words.title}</h2>
      <Field
        id="new-department"
        label={words.department}
        required
        help={help(words.departmentHelp)}
        note={
          asked && department.trim() === '' ? <span className="warn">{words.departmentMissing}</span> : ''
        }
      >
        <Input
          id="new-department"
          autoFocus
          maxLength={100}
          placeholder={words.departmentExample}
          value={department}
          onChange={(event) => setDepartment(event.target.value)}
        />
      </Field>
      <Field
        id="new-code"
        label={words.creditCode}
        help={help(words.creditCodeHelp)}
        note={<CreditCodeNote code={creditCode} />}
      >
        <Input
          id="new-code"
          className="code"
          maxLength={24}
          value={creditCode}
          onChange={(event) => takeCode(event.target.value)}
        />
      </Field>
      <Field
        id="new-region"
        label={words.region}
        help={help(words.regionHelp)}
        note={
          region !== '' && !/^\d{6}$/.test(region) ? (
            <span className="warn">{words.regionForm}</span>
          ) : (
            regionName(region)
          )
        }
      >
        <AutoComplete
          id="new-region"
          value={region}
          onChange={(value: string) => takeRegion(value)}
          options={REGIONS.filter(
            (one) => region.length > 0 && (one.code.startsWith(region) || matchesTyped(one.name, region)),
          )
            .slice(0, 30)
            .map((one) => ({ value: one.code, label: `${one.code} ${one.name}` }))}
          style={{ width: 240 }}
        />
      </Field>
      <Field
        id="new-rules"
        label={words.rules}
        required
        help={help(words.rulesHelp)}
        note={asked && rules === '' ? <span className="warn">{words.rulesMissing}</span> : ''}
      >
        <RuleChoice
          value={rules}
          onChange={(chosen) => {
            setRules(chosen);
            setChosenByHand(true);
          }}
        />
      </Field>
      {failure && <FailureNotice failure={failure} />}
      <div className="form-buttons">
        <Button type="primary" htmlType="submit" loading={busy}>
          {words.create}
        </Button>
        <Button onClick={onBack}>{words.back}</Button>
      </div>
    </form>
  );
}
