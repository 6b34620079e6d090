import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { startStudio } from './store/studio';
import { showLastTheme } from './ui/use-theme';
import './ui/tokens.css';
import './ui/base.css';

showLastTheme();
startStudio();
const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
