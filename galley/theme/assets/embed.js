// A chart on another site says how tall it is; the code to copy says where the chart is.
if (document.body.matches('.emb')) new ResizeObserver(() => parent.postMessage({ height: document.body.scrollHeight }, '*')).observe(document.body);
for (const code of document.querySelectorAll('textarea.code')) code.value = code.value.replace(/src="[^"]*"/, `src="${document.querySelector('a.look').href}"`);
