/** How antd looks here: dense, one deep blue, grey neutrals. The same colours stand in base.css. */
import { theme, type ThemeConfig } from 'antd';

export const FONT =
  "'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', 'WenQuanYi Micro Hei', 'Noto Sans SC', sans-serif";
export const ACCENT = '#1a3f8b';

export const appTheme: ThemeConfig = {
  algorithm: theme.compactAlgorithm,
  token: {
    colorPrimary: ACCENT,
    colorInfo: ACCENT,
    colorLink: ACCENT,
    colorText: '#1f2329',
    colorTextSecondary: '#4e5969',
    colorTextDescription: '#525a67',
    colorTextPlaceholder: '#6b7482',
    colorBorder: '#c9ced6',
    colorBorderSecondary: '#e2e5ea',
    colorError: '#b42318',
    colorWarning: '#8a5000',
    colorSuccess: '#1f7a3d',
    colorErrorBg: '#fdf1f0',
    colorErrorBorder: '#f1c7c2',
    colorWarningBg: '#fdf6e7',
    colorWarningBorder: '#ecd9a8',
    colorSuccessBg: '#edf7ef',
    colorSuccessBorder: '#bfe0c8',
    colorInfoBg: '#eef3fb',
    colorInfoBorder: '#c5d4ee',
    controlItemBgActive: '#e8eef9',
    controlItemBgActiveHover: '#d3def2',
    fontFamily: FONT,
    // The compact algorithm takes one step off: what is shown is 14 px text in controls of 30 px.
    fontSize: 16,
    borderRadius: 4,
    controlHeight: 34,
    // Nothing in a tool used all day should glide about.
    motionDurationSlow: '0.12s',
    motionDurationMid: '0.1s',
    motionDurationFast: '0.05s',
  },
  components: {
    // What may only be looked at is still read.
    Input: { colorTextDisabled: '#4e5969' },
    InputNumber: { colorTextDisabled: '#4e5969' },
    Select: { colorTextDisabled: '#4e5969' },
    Modal: { titleFontSize: 16 },
    Alert: { defaultPadding: '6px 10px', withDescriptionPadding: '8px 12px' },
  },
};

/** The same with black text, dark lines and no tinted grounds. The same colours stand in `parts/contrast.css`. */
export const contrastTheme: ThemeConfig = {
  ...appTheme,
  token: {
    ...appTheme.token,
    colorPrimary: '#0a2463',
    colorInfo: '#0a2463',
    colorLink: '#0a2463',
    colorText: '#000000',
    colorTextSecondary: '#000000',
    colorTextTertiary: '#1f2329',
    colorTextDescription: '#1f2329',
    colorTextPlaceholder: '#3c4450',
    colorTextDisabled: '#4a515c',
    colorBorder: '#3c4450',
    colorBorderSecondary: '#5c6573',
    colorError: '#8f0f06',
    colorWarning: '#6b3e00',
    colorSuccess: '#0d5426',
    colorErrorBg: '#ffffff',
    colorWarningBg: '#ffffff',
    colorSuccessBg: '#ffffff',
    colorInfoBg: '#ffffff',
    colorErrorBorder: '#8f0f06',
    colorWarningBorder: '#6b3e00',
    colorSuccessBorder: '#0d5426',
    colorInfoBorder: '#0a2463',
  },
  components: {
    ...appTheme.components,
    Input: { colorTextDisabled: '#000000' },
    InputNumber: { colorTextDisabled: '#000000' },
    Select: { colorTextDisabled: '#000000' },
  },
};
