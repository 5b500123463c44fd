/**
 * A press is not lost when the layout moves under it. Pressing a button takes the focus out of a box, leaving the box
 * shows or hides a note below it, and the button is elsewhere before the hand lets go: the browser then gives the click
 * to whatever holds both places.
 */
import { canTake } from './keep-focus';

const ROLES = ['button', 'checkbox', 'link', 'menuitem', 'option', 'radio', 'switch', 'tab'];
/** A tick box is pressed by its label as well. */
const PRESSED = ['button', 'a[href]', 'label', 'input', ...ROLES.map((role) => `[role="${role}"]`)]
  .map((one) => `${one}:not(label *)`)
  .join(', ');
/** What a hand at rest moves a mouse by, in pixels. */
const AT_REST = 4;

const takesPress = (control: Element): control is HTMLElement =>
  control instanceof HTMLElement && canTake(control) && control.closest('[aria-disabled="true"]') === null;

const lies = ({ clientX, clientY }: MouseEvent, { left, right, top, bottom }: DOMRect): boolean =>
  clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;

/**
 * Gives a control its click when it was pressed and has moved away before the release, while the pointer stayed where
 * the control was. From now on.
 */
export function keepPress(): void {
  let pressed: { readonly control: HTMLElement; readonly place: DOMRect; readonly by: PointerEvent } | null =
    null;

  const press = (event: PointerEvent) => {
    const control = event.target instanceof Element ? event.target.closest(PRESSED) : null;
    pressed =
      event.button === 0 && control !== null && takesPress(control)
        ? { control, place: control.getBoundingClientRect(), by: event }
        : null;
  };
  const release = (event: MouseEvent) => {
    const press = pressed;
    pressed = null;
    // The second of a double click is meant for what the first has brought up, if for anything.
    if (press === null || event.detail !== 1) return;
    const { control, place, by } = press;
    if (event.target instanceof Node && control.contains(event.target)) return;
    const stayed =
      Math.hypot(event.clientX - by.clientX, event.clientY - by.clientY) <= AT_REST && lies(event, place);
    if (!stayed || lies(event, control.getBoundingClientRect()) || !takesPress(control)) return;
    event.stopPropagation();
    event.preventDefault();
    control.dispatchEvent(new MouseEvent('click', event));
  };
  addEventListener('pointerdown', press, true);
  addEventListener('click', release, true);
}
