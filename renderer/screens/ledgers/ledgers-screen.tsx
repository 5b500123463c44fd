import { useEffect, useState } from 'react';
import { useNavigation } from '#renderer/frame/contexts';
import { ScreenPage } from '#renderer/parts/screen-page';
import { text } from '#renderer/text/zh-cn';
import { AnnualPart } from './annual-part';
import { BooksPart } from './books-part';

const words = text.ledgers;
type Part = keyof typeof words.parts;
const PARTS = Object.keys(words.parts) as Part[];

/** 台账报告: the record books that the rules ask for, and the yearly report. */
export function LedgersScreen() {
  const { route } = useNavigation();
  const asked = route.screen === 'ledgers' ? route.part : undefined;
  const wanted = PARTS.find((one) => one === asked) ?? 'books';
  const [part, setPart] = useState<Part>(wanted);
  useEffect(() => setPart(wanted), [wanted, route]);
  return (
    <ScreenPage
      title={words.title}
      parts={PARTS.map((key) => ({ key, label: words.parts[key] }))}
      part={part}
      onPart={setPart}
    >
      {part === 'books' && <BooksPart />}
      {part === 'annual' && <AnnualPart />}
    </ScreenPage>
  );
}
