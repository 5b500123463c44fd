import { Button } from 'antd';
import { useNavigation } from '#renderer/frame/contexts';
import { text } from '#renderer/text/zh-cn';

const words = text.delivery;

/** The two ways of handing over: a signed package, or the platform's own workbook and paper. */
export function Ways(props: {
  readonly settled: number;
  readonly ready: boolean;
  readonly onMake: () => void;
  readonly onKeys: () => void;
  readonly onByHand: () => void;
}) {
  const { settled, ready, onMake, onKeys, onByHand } = props;
  const { go } = useNavigation();
  const { package: pack, byHand } = words.ways;
  return (
    <div className="ways">
      <section className="way" aria-label={pack.title}>
        <h2>{pack.title}</h2>
        <p className="quiet">{pack.hint}</p>
        <div className="form-buttons">
          <Button type="primary" disabled={settled === 0} onClick={onMake}>
            {pack.make}
          </Button>
          {!ready && (
            <Button type="link" className="bare-link" onClick={onKeys}>
              {pack.goKeys}
            </Button>
          )}
        </div>
      </section>
      <section className="way" aria-label={byHand.title}>
        <h2>{byHand.title}</h2>
        <p className="quiet">{byHand.hint}</p>
        <div className="form-buttons">
          <Button onClick={() => go({ screen: 'exchange', part: 'export' })}>{byHand.export}</Button>
          <Button onClick={() => go({ screen: 'review', part: 'reports' })}>{byHand.papers}</Button>
          <Button disabled={settled === 0} onClick={onByHand}>
            {byHand.register}
          </Button>
        </div>
      </section>
    </div>
  );
}
