# Open .jury files with Jury App by a double click, for this user. NOT YET RUN on Windows.
#     powershell -ExecutionPolicy Bypass -File packaging\windows\associate.ps1 -Program dist\jury-app\jury-app.exe
param([Parameter(Mandatory = $true)][string]$Program)
$ErrorActionPreference = "Stop"
$path = (Resolve-Path -LiteralPath $Program).Path
$classes = "HKCU:\Software\Classes"
$values = @{
    ".jury"                          = "JuryApp.File"
    "JuryApp.File"                   = "Jury App file"
    "JuryApp.File\DefaultIcon"       = "`"$path`",0"
    "JuryApp.File\shell\open\command" = "`"$path`" `"%1`""
}
foreach ($key in $values.Keys | Sort-Object) {
    New-Item -Force -Path "$classes\$key" -Value $values[$key] | Out-Null
}
