import { createContext } from 'react';

/** A box that has to be filled in before a form is taken. */
export interface RequiredBox {
  /** Id of its `Field`, or its own where several boxes share a field. */
  readonly id: string;
  readonly label: string;
  readonly blank: boolean;
}

/** Ids of the boxes that somebody left blank when asking for the form to be taken. */
export const LackingBoxes = createContext<readonly string[]>([]);

// A select that is no search box is read-only to the browser, and is filled in all the same.
const BOX = ['input:not([readonly])', 'input[role="combobox"]', 'textarea:not([readonly])']
  .map((one) => `${one}:not([disabled], [type="hidden"])`)
  .join(', ');
const CONTROL = `${BOX}, button:not([tabindex="-1"])`;

function focusFirst(place: Element | null, controls: string): boolean {
  const all = [...(place?.querySelectorAll<HTMLElement>(controls) ?? [])];
  // Of several radio buttons Tab reaches the chosen one alone.
  const chosen = all[0]?.matches('[type="radio"]') ? all.find((one) => one.matches(':checked')) : undefined;
  const box = chosen ?? all[0];
  box?.focus();
  box?.scrollIntoView({ block: 'nearest' });
  return box !== undefined;
}

/** Puts the cursor into the field, or into the box, with the id; on the field's button where it has no box. */
export function focusField(form: HTMLElement, id: string): boolean {
  const field = form.querySelector(`[data-field="${CSS.escape(id)}"]`);
  if (field !== null) return focusFirst(field, CONTROL);
  return focusFirst(form, `#${CSS.escape(id)}`);
}

/** Puts the cursor into the first date box that says why it has not taken what is typed; answers whether there is one. */
export function focusRefusedDate(place: HTMLElement): boolean {
  const refusing = place.querySelector('.date-input:has([role="alert"])');
  const found = focusFirst(refusing, BOX);
  // With what it says below.
  refusing?.scrollIntoView({ block: 'nearest' });
  return found;
}

/** What a form holds as it stands: what is typed, marked and chosen in it. */
export function contentOf(form: HTMLElement): string {
  const boxes = [...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')];
  const chosen = [...form.querySelectorAll('.ant-select, .file-picker, [role="switch"]')];
  return JSON.stringify([
    ...boxes.map((box) => [box.id, box.value, 'checked' in box && box.checked]),
    ...chosen.map((one) => [one.textContent, one.ariaChecked]),
  ]);
}

/** Puts the cursor into the first box of a form, or else on its first button. */
export function focusFirstBox(form: HTMLElement): void {
  const body = form.querySelector('.ant-modal-body');
  if (!focusFirst(body, BOX)) focusFirst(body, CONTROL);
}
