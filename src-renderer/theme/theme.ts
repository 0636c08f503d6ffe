/**
 * Mantine's theme. The app's own styles speak the semantic tokens of tokens.css; this only makes Mantine's components
 * agree with them. After a change run `node tests/tools/write-theme-css.ts`.
 */
import { createTheme, type MantineColorsTuple } from '@mantine/core';

// Ten steps because Mantine wants them; in use are 7 (light) and 4 (dark).
const magenta: MantineColorsTuple = [
  '#feeaf4',
  '#f9d0e5',
  '#f2a9cf',
  '#ef97c6',
  '#e587b9',
  '#d54aa0',
  '#c5078d',
  '#ac0e7b',
  '#97016b',
  '#7a0056',
];
const ink: MantineColorsTuple = [
  '#e6ecee',
  '#c3ccd1',
  '#a5b0b6',
  '#87949b',
  '#5a676e',
  '#37434a',
  '#202a30',
  '#162026',
  '#0f171c',
  '#080f13',
];

export const theme = createTheme({
  primaryColor: 'magenta',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  colors: { magenta, dark: ink },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '11.5px', sm: '12px', md: '13px', lg: '15px', xl: '21px' },
  lineHeights: { xs: '16px', sm: '16px', md: '19px', lg: '20px', xl: '28px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '10px' },
  defaultRadius: 'md',
  cursorType: 'default',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 26 } },
    TextInput: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { withItemsBorders: false } },
    Tooltip: { defaultProps: { openDelay: 300, fz: 12 } },
    // The window never scrolls, and locking it would write a style element that the content policy forbids.
    Modal: { defaultProps: { lockScroll: false, transitionProps: { duration: 0 } } },
    Drawer: { defaultProps: { lockScroll: false, transitionProps: { duration: 0 } } },
    Menu: {
      defaultProps: {
        transitionProps: { duration: 0 },
        position: 'bottom-end',
        offset: 4,
        // A menu holds items only, and stands inside a landmark: what a screen reader needs to find its way.
        withInitialFocusPlaceholder: false,
        portalProps: { target: 'main' },
      },
    },
  },
});
