/** The year reported on unless another is asked for: reports are due in January, so until March it is the past one. */
export function reportYear(today: string): number {
  const [year, month] = today.split('-').map(Number) as [number, number];
  return month <= 3 ? year - 1 : year;
}
