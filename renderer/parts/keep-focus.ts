/**
 * The keyboard never falls off. What has the focus may be deleted, mended, closed or disabled; the browser then gives
 * the focus to nobody, and arrow keys, Enter and Esc go nowhere.
 */

/** Where the focus was, and what stood around it. */
interface Place {
  readonly element: HTMLElement;
  /** The row it stood in, the list of the row, and which one of the list it was. */
  readonly row: { readonly element: Element; readonly list: Element; readonly index: number } | null;
  /** The table around it that is walked through as a whole. */
  readonly grid: HTMLElement | null;
  /** In the screen itself, not in a dialog over it or the frame around it. */
  readonly inScreen: boolean;
}

const CONTROLS =
  'button, a[href], input:not([type="hidden"]), textarea, [tabindex]:not([tabindex="-1"], [aria-hidden="true"])';
/** More than dialogs are ever opened from one another. */
const MOST_PLACES = 24;

const screen = (): HTMLElement | null => document.getElementById('main');

/** The dialog or drawer over everything else; one that is on its way out is none. */
function topLayer(): HTMLElement | null {
  const layers = [...document.querySelectorAll<HTMLElement>('[role="dialog"][aria-modal="true"]')];
  return layers.findLast((one) => one.checkVisibility() && one.closest('[class*="-leave"]') === null) ?? null;
}

function placeOf(element: HTMLElement): Place {
  const row = element.closest('li, tr, .ant-table-row');
  const list = row?.parentElement;
  return {
    element,
    row: row && list ? { element: row, list, index: [...list.children].indexOf(row) } : null,
    grid: element.closest<HTMLElement>('[role="grid"]'),
    inScreen: screen()?.contains(element) ?? false,
  };
}

/** Whether it can be pressed and typed in: it is there, shown, and neither disabled nor covered by a dialog. */
export function canTake(element: HTMLElement): boolean {
  return (
    element.isConnected &&
    !element.matches(':disabled') &&
    element.closest('[inert]') === null &&
    element.checkVisibility({ visibilityProperty: true })
  );
}

function takes(element: HTMLElement | null, within: Element): boolean {
  if (element === null || !within.contains(element) || !canTake(element)) return false;
  element.focus({ preventScroll: true });
  return document.activeElement === element;
}

/** A control of the part: of the same kind as the one before if there is one. */
function takesIn(part: Element | null, within: Element, before?: HTMLElement): boolean {
  const controls = [...(part?.querySelectorAll<HTMLElement>(CONTROLS) ?? [])];
  const alike = controls.filter((one) => one.className === before?.className);
  return [...alike, ...controls].some((one) => takes(one, within));
}

/** The row that it stood in; where that is gone, the one that has come into its place, or else the last. */
function takesInRow({ element, row }: Place, within: Element): boolean {
  if (row === null) return false;
  if (row.element.isConnected) return takesIn(row.element, within, element);
  const rows = row.list.isConnected ? [...row.list.children] : [];
  const nearest = [...rows.slice(row.index), ...rows.slice(0, row.index).reverse()];
  return nearest.some((one) => takesIn(one, within, element));
}

/** Where the screen has the list that it is about; the list is not always there. */
const mainLists = (): HTMLElement[] => [
  ...(screen()?.querySelectorAll<HTMLElement>('[data-main-list]:not([inert], [inert] *)') ?? []),
];

/** The list that the screen is about; while it shows none, the screen. */
function takesAtHome(): boolean {
  const place = screen();
  if (place === null) return false;
  const lists = mainLists();
  return (
    lists.some((list) => takes(list.querySelector<HTMLElement>('[role="grid"]'), place)) ||
    lists.some((list) => takesIn(list.querySelector('.ant-table-row'), place)) ||
    takes(place, place)
  );
}

/** `places`: the latest last. */
function giveBack(places: readonly Place[]): void {
  const layer = topLayer();
  let within: Element = layer ?? document.body;
  for (const place of places.toReversed()) {
    if (takes(place.element, within) || takesInRow(place, within) || takes(place.grid, within)) return;
    if (!place.inScreen || layer !== null) continue;
    // A way back through the screen leads to its list, and never out of it, to the menu that led there.
    if (mainLists().length > 0) break;
    within = screen() ?? within;
  }
  if (layer === null) takesAtHome();
  else if (!takesIn(layer.querySelector('.ant-modal-body, .ant-drawer-body'), layer)) takesIn(layer, layer);
}

/**
 * Gives the focus a place whenever what had it can no longer have it: where it was before (a dialog's opener), the next
 * row where its row has gone, or the main list. What was left by a click beside it stays left. From now on.
 */
export function keepFocus(): void {
  let places: Place[] = [];
  /** Has the focus for want of the one that is awaited: that one is only disabled for the moment, while it is busy. */
  let standIn: Element | null = null;
  let awaited: HTMLElement | null = null;
  let asked = false;

  const look = () => {
    asked = false;
    const holder = document.activeElement;
    const last = places.at(-1)?.element;
    if (holder === null || holder === document.body) {
      if (last === undefined || canTake(last)) return;
      giveBack(places);
      standIn = document.activeElement;
      awaited = last.isConnected ? last : null;
    } else if (holder === standIn) {
      if (awaited !== null && takes(awaited, topLayer() ?? document.body)) awaited = null;
      // The list was not there when it was looked for.
      else if (holder === screen()) takesAtHome();
    }
  };
  const ask = () => {
    if (asked) return;
    asked = true;
    // Once React has drawn everything, and whoever means to take the focus has taken it.
    setTimeout(look);
  };
  const goOn = () => {
    awaited = null;
  };
  addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement) || target === document.body) return;
    const place = placeOf(target);
    places = [...places.filter(({ element }) => element !== target), place].slice(-MOST_PLACES);
  });
  addEventListener('focusout', ask);
  addEventListener('keydown', goOn, true);
  addEventListener('pointerdown', goOn, true);
  new MutationObserver(ask).observe(document.body, {
    childList: true,
    subtree: true,
    attributeFilter: ['disabled', 'inert', 'aria-modal'],
  });
}
