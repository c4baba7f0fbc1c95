import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startFieldWords } from './client/field-words.ts';
import { startLanguage } from './client/language.ts';
import { startLook } from './theme/look.ts';
import './theme/fonts.css';
import './theme/tokens.css';
import './theme/base.css';
import './theme/controls.css';
import './theme/overlays.css';
import './theme/shell.css';
import './theme/people.css';
import './theme/sell.css';
import './theme/cart.css';
import './theme/deals.css';
import './theme/office.css';
import './theme/reports.css';
import './theme/returns.css';
import './theme/shift.css';
import './theme/report.css';
import './theme/cash.css';
import './theme/health.css';
import './theme/books.css';
import './theme/backup.css';
import './theme/board.css';
import './theme/promotion-form.css';
import './theme/promotions.css';
import './theme/labels.css';
import './theme/tenders.css';

startLanguage();
startFieldWords();
startLook();

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
