/** Whether something is open above the screen (dialog, drawer, list, cell) and takes the keys first. */
export function isCovered(): boolean {
  return (
    document.querySelector('.ant-modal-wrap:not([style*="display: none"]), .ant-drawer-open') !== null ||
    document.querySelector('.ant-select-open, .ant-dropdown-open, .ant-popover-open') !== null ||
    (document.getElementById('portal')?.childElementCount ?? 0) > 0
  );
}
