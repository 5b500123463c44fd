import { useState } from 'react';
import { Button, Input, Popover } from 'antd';
import { EditOutlined } from '@ant-design/icons';
import type { InputOf } from '#renderer/call';
import { text } from '#renderer/text/zh-cn';

const words = text.review.detail;

export type FieldOpinion = NonNullable<InputOf<'review.take'>['fieldOpinions']>[number] & {
  /** The field as it is called on the screen, with its item. */
  readonly label: string;
};

/** The same place of the same entry. */
export function samePlace(a: Pick<FieldOpinion, 'entry' | 'item' | 'field'>, b: typeof a): boolean {
  return a.entry === b.entry && a.item === b.item && a.field === b.field;
}

export interface FieldOpinionMarkProps {
  readonly label: string;
  readonly opinion: string;
  readonly onChange: (opinion: string) => void;
}

/** 提意见 beside a field: what was noted stands below it until the entry goes back. */
export function FieldOpinionMark({ label, opinion, onChange }: FieldOpinionMarkProps) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState(opinion);
  const keep = () => {
    onChange(typed.trim());
    setOpen(false);
  };
  return (
    <>
      <Popover
        trigger="click"
        placement="left"
        open={open}
        onOpenChange={(next) => {
          setTyped(opinion);
          setOpen(next);
        }}
        title={words.commentOn(label)}
        content={
          <div className="field-opinion">
            <Input.TextArea
              aria-label={words.commentOn(label)}
              rows={3}
              maxLength={2000}
              value={typed}
              autoFocus
              onChange={(event) => setTyped(event.target.value)}
            />
            <div className="form-buttons">
              <Button type="primary" size="small" onClick={keep}>
                {words.keepComment}
              </Button>
              <Button size="small" onClick={() => setOpen(false)}>
                {text.parts.cancel}
              </Button>
            </div>
          </div>
        }
      >
        <Button
          type="text"
          size="small"
          className="review-comment"
          icon={<EditOutlined />}
          title={words.commentOn(label)}
          aria-label={words.commentOn(label)}
        />
      </Popover>
      {opinion !== '' && <div className="warn field-opinion-noted">{opinion}</div>}
    </>
  );
}
