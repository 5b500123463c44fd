import type { ReactNode } from 'react';
import {
  AuditOutlined,
  BarChartOutlined,
  HomeOutlined,
  MenuFoldOutlined,
  MenuUnfoldOutlined,
  ProfileOutlined,
  SendOutlined,
  SettingOutlined,
  SwapOutlined,
  ToolOutlined,
} from '@ant-design/icons';
import { useCall } from '#renderer/call';
import { SCREEN_NAMES, type ScreenName } from '#renderer/route';
import { stepsUnderWay } from '#renderer/screens/review/steps';
import { text } from '#renderer/text/zh-cn';
import { useNavigation } from './contexts';

const ICONS: Readonly<Record<ScreenName, ReactNode>> = {
  home: <HomeOutlined />,
  entries: <ProfileOutlined />,
  exchange: <SwapOutlined />,
  review: <AuditOutlined />,
  delivery: <SendOutlined />,
  maintenance: <ToolOutlined />,
  ledgers: <BarChartOutlined />,
  settings: <SettingOutlined />,
};

/** The order of the menu; a screen that does not exist yet has no place in it. */
export interface NavigationMenuProps {
  readonly folded: boolean;
  readonly onFold: (folded: boolean) => void;
}

/** The main menu at the left; numbers stand only where someone must act. */
export function NavigationMenu({ folded, onFold }: NavigationMenuProps) {
  const { route, go } = useNavigation();
  const inbox = useCall('review.inbox', {});
  const waiting = stepsUnderWay(inbox.value?.steps ?? []).reduce((sum, { entries }) => sum + entries, 0);
  const counts: Partial<Record<ScreenName, number>> = { review: waiting };

  return (
    <nav className={`navigation${folded ? ' navigation-folded' : ''}`} aria-label={text.frame.navigation}>
      <ul>
        {SCREEN_NAMES.map((name) => {
          const count = counts[name] ?? 0;
          const word = text.frame.screens[name];
          return (
            <li key={name}>
              <button
                type="button"
                className="navigation-item"
                aria-current={route.screen === name ? 'page' : undefined}
                aria-label={count > 0 ? `${word}，${text.frame.waiting(count)}` : word}
                title={folded ? word : undefined}
                onClick={() => go({ screen: name })}
              >
                <span className="navigation-icon" aria-hidden>
                  {ICONS[name]}
                </span>
                {!folded && <span>{word}</span>}
                {count > 0 && <span className="navigation-count">{count > 999 ? '999+' : count}</span>}
              </button>
            </li>
          );
        })}
      </ul>
      <button
        type="button"
        className="navigation-item navigation-fold"
        onClick={() => onFold(!folded)}
        aria-label={folded ? text.frame.expand : text.frame.collapse}
      >
        <span className="navigation-icon" aria-hidden>
          {folded ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
        </span>
        {!folded && <span>{text.frame.collapse}</span>}
      </button>
    </nav>
  );
}
