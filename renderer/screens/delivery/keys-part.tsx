import { useState, type ReactNode } from 'react';
import { Button } from 'antd';
import { SafetyCertificateOutlined } from '@ant-design/icons';
import { useLibrary, useNavigation } from '#renderer/frame/contexts';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { text } from '#renderer/text/zh-cn';
import { KeyDialog, type KeyTask } from './key-dialog';
import { ExpiryNotice } from './expiry-notice';
import { NetworkSection } from './network-section';
import { RevocationLists } from './revocation-lists';
import { TrustList } from './trust-list';

const words = text.delivery.keys;

function Step(props: {
  readonly number: number;
  readonly title: string;
  readonly hint: string;
  readonly children?: ReactNode;
}) {
  return (
    <li className="key-step">
      <span className="key-step-number" aria-hidden>
        {props.number}
      </span>
      <div className="key-step-text">
        <strong>{props.title}</strong>
        <div className="quiet">{props.hint}</div>
      </div>
      <div className="form-buttons">{props.children}</div>
    </li>
  );
}

/** What is needed once before the first package: key, request, certificate, and whom the library trusts. */
export function KeysPart() {
  const { summary } = useLibrary();
  const { go } = useNavigation();
  const [task, setTask] = useState<KeyTask | null>(null);
  const [trustRound, setTrustRound] = useState(0);
  const { steps } = words;
  const noCode = summary.creditCode === '';
  return (
    <ScrollArea label={text.delivery.parts.keys}>
      <div className="delivery">
        <p className="key-note">
          <SafetyCertificateOutlined aria-hidden /> {words.note}
        </p>
        <ExpiryNotice key={trustRound} />
        <section className="page-section">
          <h2>{words.stepsTitle}</h2>
          <ol className="key-steps">
            <Step number={1} title={steps.key.title} hint={steps.key.hint}>
              <Button onClick={() => setTask('create')}>{steps.key.button}</Button>
              <Button onClick={() => setTask('import')}>{steps.key.import}</Button>
            </Step>
            <Step
              number={2}
              title={steps.request.title}
              hint={noCode ? words.needCreditCode : steps.request.hint}
            >
              {noCode ? (
                <Button onClick={() => go({ screen: 'settings', part: 'department' })}>
                  {words.goSettings}
                </Button>
              ) : (
                <Button onClick={() => setTask('request')}>{steps.request.button}</Button>
              )}
            </Step>
            <Step number={3} title={steps.certificate.title} hint={steps.certificate.hint}>
              <Button onClick={() => setTask('show')}>{words.show}</Button>
            </Step>
            <Step number={4} title={steps.trust.title} hint={steps.trust.hint} />
          </ol>
        </section>
        <TrustList onChanged={() => setTrustRound((round) => round + 1)} />
        <RevocationLists onChanged={() => setTrustRound((round) => round + 1)} />
        <NetworkSection />
      </div>
      {task !== null && <KeyDialog key={task} task={task} onClose={() => setTask(null)} />}
    </ScrollArea>
  );
}
