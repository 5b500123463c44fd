import { useEffect, type ComponentType } from 'react';
import { LockOutlined } from '@ant-design/icons';
import type { CallName } from '#app/contract/calls';
import { useNavigation } from '#renderer/frame/contexts';
import { useOtherRoles } from '#renderer/frame/use-may-write';
import { useKept } from '#renderer/frame/kept-state';
import { EmptyState } from '#renderer/parts/empty-state';
import { Panes } from '#renderer/parts/panes';
import { RefusalNotice } from '#renderer/parts/refusal-notice';
import { ScreenPage } from '#renderer/parts/screen-page';
import { text } from '#renderer/text/zh-cn';
import { AccountsPart } from './accounts-part';
import { AuditPart } from './audit-part';
import { CalendarPart } from './calendar-part';
import { CategoriesPart } from './categories-part';
import { DepartmentPart } from './department-part';
import { DisplayPart } from './display-part';
import { LawPart } from './law-part';
import { PaperPart } from './paper-part';
import { RulesPart } from './rules-part';
import { SecrecyPart } from './secrecy-part';
import { StepsPart } from './steps-part';
import { SystemsPart } from './systems-part';
import { UpkeepPart } from './upkeep-part';

const words = text.settings;
type Part = keyof typeof words.parts;
const PARTS = Object.keys(words.parts) as Part[];

/** By which call a part is written; the others say themselves what may be done, or are nobody else's. */
const WRITTEN_BY: Readonly<Partial<Record<Part, CallName>>> = {
  department: 'settings.save',
  paper: 'settings.save',
  rules: 'settings.save',
  steps: 'settings.save',
  systems: 'settings.save',
  secrecy: 'secrecy.save',
  categories: 'categories.save',
  calendar: 'calendar.install',
};

/** Parts that hold nothing to look at for whoever may not make this call. */
const READ_BY: Readonly<Partial<Record<Part, CallName>>> = { accounts: 'account.list', audit: 'audit.list' };

const CONTENT: Readonly<Record<Part, ComponentType>> = {
  department: DepartmentPart,
  paper: PaperPart,
  rules: RulesPart,
  steps: StepsPart,
  systems: SystemsPart,
  secrecy: SecrecyPart,
  categories: CategoriesPart,
  calendar: CalendarPart,
  law: LawPart,
  accounts: AccountsPart,
  audit: AuditPart,
  upkeep: UpkeepPart,
  display: DisplayPart,
};

function PartOrRefusal({ part }: { readonly part: Part }) {
  const refusal = useOtherRoles(READ_BY[part] ?? 'settings.read');
  const Content = CONTENT[part];
  return refusal === null ? <Content /> : <EmptyState icon={<LockOutlined />} {...refusal} />;
}

/** 系统设置: what the library is set to, part by part. */
export function SettingsScreen() {
  const { route, go } = useNavigation();
  const [last, setLast] = useKept<Part>('settings.part', 'department');
  const asked = route.screen === 'settings' ? route.part : undefined;
  const part = PARTS.find((one) => one === asked) ?? last;
  useEffect(() => setLast(part), [part, setLast]);
  // By the address, so that what was changed in one part is saved before another is shown.
  const setPart = (next: Part) => go({ screen: 'settings', part: next });
  const writtenBy = WRITTEN_BY[part];
  return (
    <ScreenPage title={words.title} parts={[]} part={part} onPart={setPart}>
      <Panes
        name="settings"
        panes={[
          {
            key: 'menu',
            size: 148,
            min: 120,
            content: (
              <nav className="side-list" aria-label={words.menu}>
                {PARTS.map((one) => (
                  <button
                    key={one}
                    type="button"
                    aria-current={one === part ? 'true' : undefined}
                    onClick={() => setPart(one)}
                  >
                    <span className="side-list-label">{words.parts[one]}</span>
                  </button>
                ))}
              </nav>
            ),
          },
          {
            key: 'part',
            min: 500,
            content: (
              <>
                {writtenBy !== undefined && <RefusalNotice of={writtenBy} />}
                <PartOrRefusal key={part} part={part} />
              </>
            ),
          },
        ]}
      />
    </ScreenPage>
  );
}
