/** The page that carries the preview. */
export function indexHtml(title: string): string {
  return `<!doctype html>
<html lang="zh-CN" data-theme="light">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1, viewport-fit=cover">
<title>${title.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="fonts/fonts.css">
<link rel="stylesheet" href="app.css">
</head>
<body>
<div id="bar"></div>
<div id="phone"></div>
<script src="app.js"></script>
</body>
</html>
`
}
