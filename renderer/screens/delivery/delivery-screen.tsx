import { useEffect, useState } from 'react';
import { useNavigation } from '#renderer/frame/contexts';
import { ScreenPage } from '#renderer/parts/screen-page';
import { text } from '#renderer/text/zh-cn';
import { ComparePart } from './compare-part';
import { KeysPart } from './keys-part';
import { OpinionsPart } from './opinions-part';
import { PackagesPart } from './packages-part';
import { VerifyPart } from './verify-part';

const words = text.delivery;
type Part = keyof typeof words.parts;
const PARTS = Object.keys(words.parts) as Part[];

/** 报送与回执: handing over what was approved, with a package or without, until the answer is on record. */
export function DeliveryScreen() {
  const { route } = useNavigation();
  const asked = route.screen === 'delivery' ? route.part : undefined;
  const wanted = PARTS.find((part) => part === asked) ?? 'packages';
  const [part, setPart] = useState<Part>(wanted);
  useEffect(() => setPart(wanted), [wanted, route]);
  return (
    <ScreenPage
      title={words.title}
      parts={PARTS.map((key) => ({ key, label: words.parts[key] }))}
      part={part}
      onPart={setPart}
    >
      {part === 'packages' && <PackagesPart onKeys={() => setPart('keys')} />}
      {part === 'opinions' && <OpinionsPart />}
      {part === 'compare' && <ComparePart />}
      {part === 'keys' && <KeysPart />}
      {part === 'verify' && <VerifyPart />}
    </ScreenPage>
  );
}
