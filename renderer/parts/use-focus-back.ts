import { useEffect, useState } from 'react';

/** What a dialog is opened from: the button, or the button of the menu that is about to close. */
function opener(): HTMLElement | null {
  const menu = document.querySelector<HTMLElement>('.ant-dropdown-open');
  const holder = document.activeElement;
  const inMenu = holder?.closest('.ant-dropdown') != null;
  return menu !== null && (inMenu || holder === document.body)
    ? menu
    : holder instanceof HTMLElement
      ? holder
      : null;
}

/** Gives the focus back when the dialog goes, unless something else has taken it. */
export function useFocusBack(): void {
  // Asked for before the dialog is drawn: then the menu is still open, and nothing in the dialog has the focus.
  const [from] = useState(opener);
  useEffect(() => {
    // Opened from a dialog that has given way to this one: that has handed the focus on by now.
    const back = from?.isConnected ? from : document.activeElement;
    return () => {
      const nobody = document.activeElement === null || document.activeElement === document.body;
      if (nobody && back instanceof HTMLElement && back.isConnected) back.focus({ preventScroll: true });
    };
  }, [from]);
}
