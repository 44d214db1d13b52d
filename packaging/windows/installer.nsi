; The installer: for the person who runs it, without administrator's rights. Compiled by scripts/package, which defines
;   VERSION  as in Cargo.toml        STAGE  the folder with what is installed
;   OUT      the installer to write  SIZE   of what is installed, in kB
;   ICON     of the installer        PICTURE  at the side of its first and last page
; Switches: /S silent, /NODESKTOP no shortcut on the desktop, /D=FOLDER (last, without quotes).
; Ends with 0 done, 1 cancelled, 2 failed, 3 the program is open, 4 this Windows cannot run it.
Unicode true
SetCompressor /SOLID lzma
SetCompressorDictSize 32
!include MUI2.nsh
!include FileFunc.nsh
!include Integration.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh
!include texts.nsh

!define PROGRAM "login-triage.exe"
!define PROG_ID "LoginTriage.Case"
!define CLASSES "Software\Classes"
!define OWN "Software\LoginTriage"
!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\LoginTriage"
!define APP_PATH "Software\Microsoft\Windows\CurrentVersion\App Paths\${PROGRAM}"
!define RUNNING 3
!define WRONG_WINDOWS 4

Name "${PRODUCT}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\LoginTriage"
InstallDirRegKey HKCU "${OWN}" "InstallDir"
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10
CRCCheck force
AllowRootDirInstall false
AllowSkipFiles off
ShowInstDetails nevershow
ShowUninstDetails nevershow
BrandingText " "

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_ABORTWARNING
!define MUI_COMPONENTSPAGE_SMALLDESC
!define MUI_WELCOMEPAGE_TITLE "${TEXT_WELCOME_TITLE}"
!define MUI_WELCOMEPAGE_TEXT "${TEXT_WELCOME}"
!define MUI_FINISHPAGE_TITLE "${TEXT_FINISH_TITLE}"
!define MUI_FINISHPAGE_TEXT "${TEXT_FINISH}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_FINISHPAGE_RUN_TEXT "${TEXT_RUN}"
!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_HEADER_TEXT "${TEXT_CHOICE_TITLE}"
!define MUI_PAGE_HEADER_SUBTEXT " "
!define MUI_COMPONENTSPAGE_TEXT_TOP "${TEXT_CHOICE}"
!define MUI_COMPONENTSPAGE_TEXT_COMPLIST "${TEXT_CHOICE_LIST}"
!insertmacro MUI_PAGE_COMPONENTS
!define MUI_PAGE_HEADER_TEXT "${TEXT_PLACE_TITLE}"
!define MUI_PAGE_HEADER_SUBTEXT " "
!define MUI_DIRECTORYPAGE_TEXT_TOP "${TEXT_PLACE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH

!define MUI_UNCONFIRMPAGE_TEXT_TOP "${TEXT_REMOVE}"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "${TEXT_REMOVED_TITLE}"
!define MUI_FINISHPAGE_TEXT "${TEXT_REMOVED}"
!insertmacro MUI_UNPAGE_FINISH
!insertmacro MUI_LANGUAGE "Japanese"

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${PRODUCT}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${PRODUCT}のセットアップ"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "CompanyName" "${PUBLISHER}"
VIAddVersionKey "LegalCopyright" "${PUBLISHER}, MIT OR Apache-2.0"

; A program that runs cannot be written to. Virus scanners hold files, too, but only for a moment.
!macro WAIT_UNTIL_CLOSED
  StrCpy $1 0
  ${Do}
    ${IfNot} ${FileExists} "$INSTDIR\${PROGRAM}"
      ${ExitDo}
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}" a
    ${IfNot} ${Errors}
      FileClose $0
      ${ExitDo}
    ${EndIf}
    IntOp $1 $1 + 1
    ${If} $1 < 8
      Sleep 250
    ${Else}
      StrCpy $1 0
      ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${TEXT_RUNNING}" /SD IDCANCEL IDCANCEL`
        SetErrorLevel ${RUNNING}
        Quit
      ${EndIf}
    ${EndIf}
  ${Loop}
!macroend

Section "${TEXT_FILES}" section_program
  SectionIn RO
  !insertmacro WAIT_UNTIL_CLOSED

  ; An older version that lies elsewhere goes, as its own uninstaller does it.
  ReadRegStr $2 HKCU "${OWN}" "InstallDir"
  ${If} $2 != ""
  ${AndIf} $2 != $INSTDIR
  ${AndIf} ${FileExists} "$2\uninstall.exe"
    ExecWait '"$2\uninstall.exe" /S _?=$2' $3
    ${If} $3 <> 0
      SetErrorLevel $3
      Quit
    ${EndIf}
    Delete "$2\uninstall.exe"
    RMDir "$2"
  ${EndIf}

  SetOutPath "$INSTDIR\licenses"
  File "${STAGE}\licenses\*.txt"
  SetOutPath "$INSTDIR"
  File "${STAGE}\case.ico"
  File "${STAGE}\${PROGRAM}"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${PRODUCT}.lnk" "$INSTDIR\${PROGRAM}" "" "" "" SW_SHOWNORMAL "" "${TEXT_COMMENT}"

  ; Windows goes by what follows the last dot, so notes are files of the type .ron to it. Ours is offered for these, and is
  ; the first choice only where no other program is.
  WriteRegStr HKCU "${CLASSES}\${PROG_ID}" "" "${TEXT_NOTE}"
  WriteRegStr HKCU "${CLASSES}\${PROG_ID}\DefaultIcon" "" "$INSTDIR\case.ico"
  WriteRegStr HKCU "${CLASSES}\${PROG_ID}\shell\open" "" "${TEXT_OPEN}"
  WriteRegStr HKCU "${CLASSES}\${PROG_ID}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" --window "%1"'
  WriteRegNone HKCU "${CLASSES}\.ron\OpenWithProgids" "${PROG_ID}"
  ReadRegStr $0 HKCU "${CLASSES}\.ron" ""
  ReadRegStr $1 HKLM "${CLASSES}\.ron" ""
  ${If} "$0$1" == ""
    WriteRegStr HKCU "${CLASSES}\.ron" "" "${PROG_ID}"
    WriteRegDWORD HKCU "${OWN}" "TookRon" 1
  ${EndIf}
  WriteRegStr HKCU "${CLASSES}\Applications\${PROGRAM}" "FriendlyAppName" "${PRODUCT}"
  WriteRegStr HKCU "${CLASSES}\Applications\${PROGRAM}\SupportedTypes" ".ron" ""
  WriteRegStr HKCU "${CLASSES}\Applications\${PROGRAM}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" --window "%1"'
  WriteRegStr HKCU "${APP_PATH}" "" "$INSTDIR\${PROGRAM}"
  ${NotifyShell_AssocChanged}

  WriteRegStr HKCU "${OWN}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${ENTRY}" "DisplayName" "${PRODUCT}"
  WriteRegStr HKCU "${ENTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${ENTRY}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${ENTRY}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${ENTRY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${ENTRY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${ENTRY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${ENTRY}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${ENTRY}" "NoModify" 1
  WriteRegDWORD HKCU "${ENTRY}" "NoRepair" 1
SectionEnd

Section "${TEXT_DESKTOP}" section_desktop
  CreateShortcut "$DESKTOP\${PRODUCT}.lnk" "$INSTDIR\${PROGRAM}" "" "" "" SW_SHOWNORMAL "" "${TEXT_COMMENT}"
SectionEnd

; Stands after the sections, since it names one.
Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "${TEXT_OLD_WINDOWS}" /SD IDOK
    SetErrorLevel ${WRONG_WINDOWS}
    Quit
  ${EndIf}

  ; A shortcut that somebody has thrown away does not come back with the next version.
  ReadRegStr $0 HKCU "${OWN}" "InstallDir"
  ${If} $0 != ""
  ${AndIfNot} ${FileExists} "$DESKTOP\${PRODUCT}.lnk"
    !insertmacro UnselectSection ${section_desktop}
  ${EndIf}
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/NODESKTOP" $1
  ${IfNot} ${Errors}
    !insertmacro UnselectSection ${section_desktop}
  ${EndIf}
FunctionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${section_program} "${TEXT_FILES_MORE}"
  !insertmacro MUI_DESCRIPTION_TEXT ${section_desktop} "${TEXT_DESKTOP_MORE}"
!insertmacro MUI_FUNCTION_DESCRIPTION_END

; Takes away what the installer brought, one by one: the folder may be one that holds other things. Notes, settings and
; recovery copies stay; so does a key of the registry that another program has written to.
Section "Uninstall"
  !insertmacro WAIT_UNTIL_CLOSED

  ReadRegDWORD $0 HKCU "${OWN}" "TookRon"
  ReadRegStr $1 HKCU "${CLASSES}\.ron" ""
  ${If} $0 = 1
  ${AndIf} $1 == "${PROG_ID}"
    DeleteRegValue HKCU "${CLASSES}\.ron" ""
  ${EndIf}
  DeleteRegValue HKCU "${CLASSES}\.ron\OpenWithProgids" "${PROG_ID}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.ron\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.ron"
  DeleteRegKey HKCU "${CLASSES}\${PROG_ID}"
  DeleteRegKey HKCU "${CLASSES}\Applications\${PROGRAM}"
  DeleteRegKey HKCU "${APP_PATH}"
  DeleteRegKey HKCU "${OWN}"
  DeleteRegKey HKCU "${ENTRY}"
  ${NotifyShell_AssocChanged}

  Delete "$SMPROGRAMS\${PRODUCT}.lnk"
  Delete "$DESKTOP\${PRODUCT}.lnk"
  Delete "$INSTDIR\licenses\LICENSE-MIT.txt"
  Delete "$INSTDIR\licenses\LICENSE-APACHE.txt"
  Delete "$INSTDIR\licenses\THIRD_PARTY.txt"
  Delete "$INSTDIR\licenses\BIZ-UDPGothic-OFL.txt"
  Delete "$INSTDIR\licenses\CRATES.txt"
  RMDir "$INSTDIR\licenses"
  Delete "$INSTDIR\case.ico"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"

  ; What the program can make anew: see src/case/places.rs.
  RMDir /r "$LOCALAPPDATA\login-triage\cache"
  RMDir /r "$LOCALAPPDATA\login-triage\log"
  RMDir /r "$LOCALAPPDATA\login-triage\instance"
  Delete "$LOCALAPPDATA\login-triage\boot.ron"
  RMDir "$LOCALAPPDATA\login-triage\recovery"
  RMDir "$LOCALAPPDATA\login-triage"
SectionEnd
