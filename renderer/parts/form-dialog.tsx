import {
  useCallback,
  useEffect,
  useRef,
  useState,
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { Button, Modal } from 'antd';
import type { Failure, Outcome } from '#app/contract/failure';
import { text } from '#renderer/text/zh-cn';
import { FailureNotice } from './failure-notice';
import {
  contentOf,
  focusField,
  focusFirstBox,
  focusRefusedDate,
  LackingBoxes,
  type RequiredBox,
} from './form-box';
import { onCtrlEnter } from './on-ctrl-enter';
import { useConfirm } from './use-confirm';
import { useLeaveGuard } from './use-leave-guard';

const words = text.parts.form;
/** Longest time between the two of a double click, as systems are set up. */
const DOUBLE_CLICK_MS = 500;

/** What comes of taking a form: null where somebody called it off on the way, nothing where it was done at once. */
export type Taking<T> = Promise<Outcome<T> | null> | undefined;

/** Another way than the action, at the left of the foot. */
export interface OtherWay<T> {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly hint?: string;
  readonly disabled?: boolean;
  readonly onTake: () => Taking<T>;
}

export interface FormDialogProps<T> {
  readonly title: string;
  /** What the button does. */
  readonly action: string;
  readonly onSave: () => Taking<T>;
  /** Hears what the saving answered. */
  readonly onSaved?: (value: T) => void;
  readonly onClose: () => void;
  readonly required?: readonly RequiredBox[];
  /** What else has to be put right, and in which field; null when nothing. */
  readonly fault?: { readonly id: string; readonly text: string } | null;
  /** Field to begin in; absent: the first. */
  readonly first?: string;
  readonly width?: number;
  readonly danger?: boolean;
  /** There is nothing to be done, whatever is filled in. */
  readonly disabled?: boolean;
  /** Nothing is left to fill in: it is taken as soon as it opens. */
  readonly atOnce?: boolean;
  /** Whether something was filled in, where the dialog itself knows; absent: told by its boxes. */
  readonly filled?: boolean;
  readonly otherWays?: readonly OtherWay<T>[];
  readonly children: ReactNode;
}

/**
 * A form over the screen. Enter in a line or Ctrl+Enter anywhere takes it; what lacks is named and gets the cursor; a
 * failure stands in the dialog and all that was typed stays. A click beside it does nothing, and Esc asks once
 * something was typed or chosen.
 */
export function FormDialog<T = unknown>(props: FormDialogProps<T>) {
  const { title, action, onSave, onSaved, onClose, required = [], fault = null, first, width } = props;
  const confirm = useConfirm();
  const form = useRef<HTMLFormElement | null>(null);
  /** What the form held before anything was typed or pressed in it; null: nobody has touched it. */
  const untouched = useRef<string | null>(null);
  /** When it came up, as events count time. */
  const cameUp = useRef(0);
  /** The saving under way; it leads elsewhere by itself where it is meant to. */
  const saving = useRef<Taking<T>>(undefined);
  const saved = useRef(false);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const lacking = required.filter((box) => box.blank);

  const begin = (place: HTMLFormElement) => {
    if (place.contains(document.activeElement)) return;
    if (first === undefined || !focusField(place, first)) focusFirstBox(place);
  };
  const mount = useCallback((place: HTMLFormElement | null) => {
    form.current = place;
    if (place === null) return;
    cameUp.current = performance.now();
    begin(place);
  }, []);

  /** Puts the cursor where the form is not yet as it should be; answers whether there is such a place. */
  const isUnfit = (place: HTMLFormElement): boolean => {
    const id = lacking[0]?.id ?? fault?.id;
    if (id !== undefined) {
      focusField(place, id);
      return true;
    }
    return focusRefusedDate(place);
  };
  const take = async (way: () => Taking<T>) => {
    const taking = way();
    saving.current = taking;
    saved.current = taking === undefined;
    if (taking === undefined) return;
    setBusy(true);
    setFailure(null);
    const outcome = await taking;
    saving.current = undefined;
    saved.current = outcome?.ok === true;
    setBusy(false);
    if (outcome === null) return;
    if (outcome.ok) onSaved?.(outcome.value);
    else if (outcome.failure.code !== 'cancelled') setFailure(outcome.failure);
  };
  useEffect(() => {
    if (props.atOnce === true) void take(onSave);
    // Once, for what it was opened with.
  }, []);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // See `onCtrlEnter`: so would the submitting of a dialog opened from this one arrive here.
    event.stopPropagation();
    setAsked(true);
    if (!busy && !isUnfit(event.currentTarget)) void take(onSave);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== 'Enter' || event.target instanceof HTMLTextAreaElement) return;
    // A key held down takes the form once; Enter in a date box takes the date.
    const inDate = event.target instanceof Element && event.target.closest('.date-input') !== null;
    if (event.repeat || inDate) event.preventDefault();
  };
  const onTouch = () => {
    saved.current = false;
    if (form.current !== null) untouched.current ??= contentOf(form.current);
  };
  const mayClose = async (): Promise<boolean> => {
    const touched =
      props.filled ??
      (form.current !== null && untouched.current !== null && contentOf(form.current) !== untouched.current);
    return !touched || (await confirm({ ...words.leave(title), dangerous: true }));
  };
  const leave = async () => {
    if (await mayClose()) onClose();
  };
  useLeaveGuard(async () => {
    // Whoever leaves in the course of saving has not handed over what is awaited yet.
    await Promise.resolve();
    await saving.current;
    return saved.current || (await mayClose());
  });

  return (
    <Modal
      open
      {...(width === undefined ? {} : { width })}
      className="form-dialog"
      title={title}
      onCancel={() => void leave()}
      afterOpenChange={() => form.current && begin(form.current)}
      mask={{ closable: false }}
      modalRender={(dialog) => (
        <form
          ref={mount}
          noValidate
          onSubmit={submit}
          onPointerDownCapture={onTouch}
          onBeforeInputCapture={onTouch}
          onKeyDownCapture={(event) => {
            onTouch();
            onCtrlEnter(() => {
              if (props.disabled !== true) form.current?.requestSubmit();
            })(event);
          }}
          onKeyDown={onKeyDown}
        >
          {dialog}
        </form>
      )}
      footer={
        <>
          {asked && (lacking.length > 0 || fault !== null) && (
            <p className="warn form-dialog-said" role="alert">
              {lacking.length > 0 ? words.lacking(lacking.map((box) => box.label)) : fault?.text}
            </p>
          )}
          {failure !== null && <FailureNotice failure={failure} />}
          <div className="form-dialog-foot">
            {props.otherWays?.map((way) => (
              <Button
                key={way.label}
                icon={way.icon}
                title={way.hint}
                disabled={busy || (way.disabled ?? false)}
                onClick={() => void take(way.onTake)}
              >
                {way.label}
              </Button>
            ))}
            <span className="page-bar-space" />
            <Button onClick={onClose}>{text.parts.cancel}</Button>
            <Button
              type="primary"
              htmlType="submit"
              danger={props.danger ?? false}
              disabled={props.disabled ?? false}
              loading={busy}
              // The second of a double click would take what the first has only just brought up. The count alone does
              // not tell: it goes on with every quick click at the place, in whatever dialog.
              onClick={(event) => {
                if (event.detail > 1 && event.timeStamp - cameUp.current < DOUBLE_CLICK_MS)
                  event.preventDefault();
              }}
            >
              {action}
            </Button>
          </div>
        </>
      }
    >
      <LackingBoxes value={asked ? lacking.map((box) => box.id) : []}>
        <div className="form-grid">{props.children}</div>
      </LackingBoxes>
    </Modal>
  );
}
