document.title = "30 metres";
