import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { keepFocus } from './parts/keep-focus';
import { keepPress } from './parts/keep-press';
import { startLook } from './parts/look';
import { Shell } from './shell';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html lacks #root');
startLook();
keepFocus();
keepPress();
createRoot(root).render(
  <StrictMode>
    <Shell />
  </StrictMode>,
);
