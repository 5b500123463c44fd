import { CloseCircleFilled, ExclamationCircleFilled, InfoCircleFilled } from '@ant-design/icons';
import { SEVERITY_LABELS, type Severity } from '#app/jurisdictions/finding';

const ICONS = {
  error: CloseCircleFilled,
  warning: ExclamationCircleFilled,
  advice: InfoCircleFilled,
} as const;

/** 必须修改 / 需要说明 / 建议: icon, word and colour, with a number where given. */
export function SeverityTag({ severity, count }: { readonly severity: Severity; readonly count?: number }) {
  const Icon = ICONS[severity];
  return (
    <span className={`severity severity-${severity}`}>
      <Icon aria-hidden /> {SEVERITY_LABELS[severity]}
      {count !== undefined && <span className="severity-count"> {count}</span>}
    </span>
  );
}

/** Icon and number alone, for narrow places; the word is read out. */
export function SeverityCount({ severity, count }: { readonly severity: Severity; readonly count: number }) {
  const Icon = ICONS[severity];
  return (
    <span className={`severity severity-${severity}`} title={`${SEVERITY_LABELS[severity]} ${count}`}>
      <Icon role="img" aria-label={SEVERITY_LABELS[severity]} /> {count}
    </span>
  );
}

/** The icon alone, where the message beside it says what is wrong; the word is read out. */
export function SeverityMark({ severity }: { readonly severity: Severity }) {
  const Icon = ICONS[severity];
  return (
    <span className={`severity severity-${severity}`} title={SEVERITY_LABELS[severity]}>
      <Icon role="img" aria-label={SEVERITY_LABELS[severity]} />
    </span>
  );
}
