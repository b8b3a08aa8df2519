/**
 * For Windows PowerShell 5.1 (version 7 has no WinRT types), all in one call, as its start takes up to 1.5 s. Prints one line of
 * JSON: the profile that reaches the Internet, and for a VPN the others that are connected; or, where WinRT is refused
 * (Server Core, constrained language), what the default route's adapter is. Holds no double quote, which the command
 * line would have to escape.
 */
export const windowsScript = [
  "$ErrorActionPreference = 'Stop';",
  "$ProgressPreference = 'SilentlyContinue';",
  "try {",
  "  $info = [Windows.Networking.Connectivity.NetworkInformation,Windows.Networking.Connectivity,ContentType=WindowsRuntime];",
  "  $tell = { param($p) $c = $p.GetConnectionCost(); @{",
  "    kind = [int]$p.NetworkAdapter.IanaInterfaceType;",
  "    wlan = [bool]$p.IsWlanConnectionProfile; wwan = [bool]$p.IsWwanConnectionProfile;",
  "    cost = [string]$c.NetworkCostType; roaming = [bool]$c.Roaming; over = [bool]$c.OverDataLimit } };",
  "  $main = $info::GetInternetConnectionProfile();",
  "  if ($null -eq $main) { $answer = @{ offline = $true } } else {",
  "    $answer = & $tell $main;",
  "    $id = $main.NetworkAdapter.NetworkAdapterId;",
  "    $answer.others = @($info::GetConnectionProfiles() |",
  "      Where-Object { $_.NetworkAdapter -and $_.NetworkAdapter.NetworkAdapterId -ne $id -and [int]$_.GetNetworkConnectivityLevel() -gt 0 } |",
  "      ForEach-Object { & $tell $_ }) }",
  "} catch { try {",
  "  $route = Get-NetRoute -DestinationPrefix '0.0.0.0/0' | Sort-Object { $_.RouteMetric + $_.InterfaceMetric } | Select-Object -First 1;",
  "  $adapter = Get-NetAdapter -InterfaceIndex $route.InterfaceIndex;",
  "  $answer = @{ medium = [int]$adapter.NdisPhysicalMedium; virtual = [bool]$adapter.Virtual; name = [string]$adapter.Name }",
  "} catch { $answer = @{} } }",
  "ConvertTo-Json -InputObject $answer -Compress -Depth 4",
]
  .map((line) => line.trim())
  .join(" ");
