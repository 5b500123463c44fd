import { text } from '#renderer/text/zh-cn';
import type { RequiredBox } from './form-box';
import { PersonField, TextField } from './form-fields';

const words = text.parts.answer;
const REASON = 'answer-reason';
const BY = 'answer-by';

/** Why a finding stays, and who says so. */
export interface Reason {
  readonly reason: string;
  readonly by: string;
}

export interface ReasonFieldsProps {
  readonly value: Reason;
  readonly onChange: (value: Reason) => void;
  /** 保密审查: the name of the reviewer has to be there. */
  readonly secrecy?: boolean;
}

/** The boxes that a reason cannot do without. */
export const reasonBoxes = ({ reason, by }: Reason, secrecy = false): readonly RequiredBox[] => [
  { id: REASON, label: words.reason, blank: reason.trim() === '' },
  { id: BY, label: words.reviewer, blank: secrecy && by.trim() === '' },
];

/** Reason and name, for one finding or for many. */
export function ReasonFields({ value, onChange, secrecy = false }: ReasonFieldsProps) {
  return (
    <>
      <TextField
        id={REASON}
        label={words.reason}
        required
        multiline
        limit={2000}
        value={value.reason}
        onChange={(reason) => onChange({ ...value, reason })}
      />
      <PersonField
        id={BY}
        label={secrecy ? words.reviewer : words.by}
        required={secrecy}
        value={value.by}
        onChange={(by) => onChange({ ...value, by })}
      />
    </>
  );
}
